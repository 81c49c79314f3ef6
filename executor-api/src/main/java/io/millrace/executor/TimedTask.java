package io.millrace.executor;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A task that runs at its time, once or again and again. Of a periodic one the executor counts each run as a task. */
class TimedTask<V> extends ExplainedFuture<V> implements RunnableScheduledFuture<V> {

    private final TimerClock clock;

    /** Null when the task has ended: who keeps the future does not keep the executor. */
    private volatile @Nullable Timers timers;

    /** 0 for once; from start to start if positive; from end to start if negative. */
    private final long periodNanos;

    /**
     * Written by whoever made or runs the task, before it is entered in {@link Timers}. Pairs with {@code cancel}, which changes the state of the future
     * and then reads this; there the state is read after the task was entered.
     */
    private volatile Expiry expiry;

    TimedTask(Callable<V> task, Timers timers, long delayNanos, long periodNanos) {
        super(task);
        this.timers = timers;
        clock = timers.clock();
        this.periodNanos = periodNanos;
        expiry = timers.expiry(delayNanos);
    }

    Expiry expiry() {
        return expiry;
    }

    @Override
    public boolean isPeriodic() {
        return periodNanos != 0;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(expiry.nanos() - clock.now(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        if (other instanceof TimedTask<?> timed && timed.clock == clock) {
            return expiry.compareTo(timed.expiry);
        }
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }

    @Override
    public void run() {
        if (!isPeriodic()) {
            super.run();
        } else {
            Timers own = timers;
            if (own != null) {
                runAgainAndAgain(own);
            }
        }
    }

    private void runAgainAndAgain(Timers own) {
        if (!own.mayRepeat()) {
            cancel(false);
        } else if (runAndReset()) {
            // From start to start means from one expiry to the next, so that what was missed is made up for.
            expiry = periodNanos > 0
                    ? expiry.later(periodNanos)
                    : Expiry.at(clock.now(), -periodNanos, expiry.sequence());
            own.enterAgain(this);
        }
    }

    /** Ends the task, which is not to wait any more since the executor was shut down. */
    void giveUp() {
        cancel(false);
    }

    /** Returns whether the task is to wait for its time once the executor takes no more. */
    boolean outlivesShutdown(TimerPolicy policy) {
        return isPeriodic() ? policy.keepsPeriodic() : policy.keepsDelayed() || expiry.nanos() <= clock.now();
    }

    /** Called once: when the task has run for the last time, has failed, or was cancelled. */
    @Override
    protected void done() {
        Timers own = Objects.requireNonNull(timers, "timers");
        timers = null;
        own.ended(this);
    }
}
