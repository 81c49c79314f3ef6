package io.millrace.executor;

import java.util.function.LongSupplier;

/**
 * The time since an executor was made. Apart from {@link Timers}, so that a future that somebody keeps does not keep the executor.
 */
final class TimerClock {

    private final LongSupplier nanos;
    private final long beginning;

    TimerClock(LongSupplier nanos) {
        this.nanos = nanos;
        beginning = nanos.getAsLong();
    }

    long now() {
        return nanos.getAsLong() - beginning;
    }

    /** Returns what the clock below says at a time. */
    long below(long time) {
        return beginning + time;
    }
}
