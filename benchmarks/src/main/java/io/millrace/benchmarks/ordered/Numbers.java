package io.millrace.benchmarks.ordered;

import io.millrace.benchmarks.measure.Work;

/** Items that are numbers: each costs some work, and the result is the number again. */
public final class Numbers implements OrderedItems<Long> {

    private final Long[] numbers;
    private final Work work;
    private long next;

    /** Numbers from 0. */
    public Numbers(int length, Work work) {
        numbers = new Long[length];
        for (int place = 0; place < length; place++) {
            numbers[place] = (long) place;
        }
        this.work = work;
    }

    @Override
    public int length() {
        return numbers.length;
    }

    @Override
    public Long item(int place) {
        return numbers[place];
    }

    @Override
    public Long work(Long item) {
        return work.on(item);
    }

    @Override
    public void accept(Long result) {
        if (result != next) {
            throw new IllegalStateException("out of order: expected=" + next + ", came=" + result);
        }
        next++;
    }

    @Override
    public void requireAll() {
        if (next != numbers.length) {
            throw new IllegalStateException("items lost: expected=" + numbers.length + ", came=" + next);
        }
        next = 0;
    }
}
