package io.millrace.core.contract;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** Checks that each of a number of things comes once. Any threads may report. */
public final class ExactlyOnceChecker {

    private final String what;
    private final AtomicIntegerArray seen;

    /** Creates a checker for the numbers 0 to {@code count - 1}. */
    public ExactlyOnceChecker(String what, int count) {
        this.what = what;
        this.seen = new AtomicIntegerArray(count);
    }

    /** Takes one, which must not have come before. */
    public void seen(int number) {
        if (number < 0 || number >= seen.length()) {
            throw new AssertionError("never sent: what=" + what + ", number=" + number + ", count=" + seen.length());
        }
        if (seen.getAndIncrement(number) != 0) {
            throw new AssertionError("came twice: what=" + what + ", number=" + number);
        }
    }

    /** Checks that all have come. */
    public void allSeen() {
        for (int number = 0; number < seen.length(); number++) {
            if (seen.get(number) != 1) {
                throw new AssertionError(
                        "did not come once: what=" + what + ", number=" + number + ", times=" + seen.get(number));
            }
        }
    }
}
