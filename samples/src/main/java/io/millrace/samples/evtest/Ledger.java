package io.millrace.samples.evtest;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** How each task of a round ended. */
final class Ledger {
    private final AtomicIntegerArray ends;
    private final AtomicInteger next = new AtomicInteger();

    /** What may become of a task; each is counted in a byte. */
    enum End {
        RAN,
        RETURNED,
        CANCELLED,
        REJECTED
    }

    Ledger(int most) {
        ends = new AtomicIntegerArray(most);
    }

    /** A number for a new task, or -1 if there have been enough. */
    int open() {
        int number = next.get() < ends.length() ? next.getAndIncrement() : ends.length();
        return number < ends.length() ? number : -1;
    }

    void enter(int number, End end) {
        int count = ends.addAndGet(number, 1 << (Byte.SIZE * end.ordinal()));
        // Seen at once where it happens; the rest can be told only at the end.
        if (count(count, End.RAN) > 1 || count(count, End.RETURNED) > 1) {
            throw broken(number, count);
        }
    }

    /** Checks all, and returns how many they were. */
    int requireOneEndEach() {
        int count = Math.min(next.get(), ends.length());
        for (int number = 0; number < count; number++) {
            int found = ends.get(number);
            int started = count(found, End.RAN) + count(found, End.RETURNED);
            boolean kept = count(found, End.REJECTED) == 1
                    ? started == 0
                    : started == 1 || (started == 0 && count(found, End.CANCELLED) > 0);
            if (!kept) {
                throw broken(number, found);
            }
        }
        return count;
    }

    private static int count(int word, End end) {
        return (word >> (Byte.SIZE * end.ordinal())) & 0xFF;
    }

    private static BrokenPromise broken(int number, int word) {
        StringBuilder found = new StringBuilder("a task with other ends: task=" + number);
        for (End end : End.values()) {
            found.append(", ").append(end).append('=').append(count(word, end));
        }
        return new BrokenPromise(Promise.ONCE, found.toString());
    }
}
