package io.millrace.benchmarks.ordered;

import io.millrace.benchmarks.measure.Work;

/** Items that are numbers: each costs some work, and the result is the number again. */
public final class Numbers implements OrderedItems<Long> {

    /** Longs of two cache lines, since some processors fetch two at a time. */
    private static final int LINES = 16;

    private final Long[] numbers;
    private final Work work;

    /** The number that is due, in the middle of two cache lines on each side: consumers write it for each item, and workers read what lies beside. */
    private final long[] next = new long[2 * LINES];

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
        long due = next[LINES];
        if (result != due) {
            throw new IllegalStateException("out of order: expected=" + due + ", came=" + result);
        }
        next[LINES] = due + 1;
    }

    @Override
    public void requireAll() {
        if (next[LINES] != numbers.length) {
            throw new IllegalStateException("items lost: expected=" + numbers.length + ", came=" + next[LINES]);
        }
        next[LINES] = 0;
    }
}
