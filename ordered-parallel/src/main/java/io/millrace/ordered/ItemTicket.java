package io.millrace.ordered;

import io.millrace.core.Surroundings;
import io.millrace.executor.DetachedJob;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What has become of an item that can be cancelled or has limited time.
 *
 * <p>The state leaves {@code UNDER_WAY} once. So who cancels an item and who hands its result to the consumer agree; the time is looked at by
 * those who work on the item, and by a timer only while it waits for something that comes from elsewhere.
 */
final class ItemTicket implements SubmittedItem {

    private final AtomicReference<State> state = new AtomicReference<>(State.UNDER_WAY);

    /** Null if the item has all the time in the world. */
    private final @Nullable Duration timeout;

    /** By {@code Surroundings.nanoTime()}. Unused without a timeout. */
    private final long deadline;

    /** Ends the waiting for something from elsewhere. */
    private volatile @Nullable Runnable giveUp;

    private volatile @Nullable Future<?> alarm;

    ItemTicket(@Nullable Duration timeout) {
        this.timeout = timeout;
        deadline = timeout == null ? 0 : Surroundings.nanoTime() + nanos(timeout);
    }

    /** Returns a time in nanoseconds, at most 146 years, so that it can be added to a reading of the clock. */
    static long nanos(Duration time) {
        try {
            return Math.min(time.toNanos(), Long.MAX_VALUE / 2);
        } catch (ArithmeticException centuries) {
            return time.isNegative() ? 0 : Long.MAX_VALUE / 2;
        }
    }

    /** Returns a time limit. */
    static Duration requirePositive(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive: timeout=" + timeout);
        }
        return timeout;
    }

    /** Returns the ticket of an item; null if it needs none, having all the time in the world. */
    static @Nullable ItemTicket of(@Nullable Duration timeout) {
        return timeout == null ? null : new ItemTicket(timeout);
    }

    @Override
    public State state() {
        return Objects.requireNonNull(state.get());
    }

    @Override
    public boolean cancel() {
        if (!end(State.CANCELLED)) {
            return false;
        }
        stopWaiting();
        return true;
    }

    private boolean end(State how) {
        return state.compareAndSet(State.UNDER_WAY, how);
    }

    /** Returns whether the item was cancelled or is late; it is the latter from now on if its time is over. */
    boolean isOver() {
        if (timeout != null && Surroundings.nanoTime() - deadline >= 0) {
            end(State.LATE);
        }
        State now = state();
        return now == State.CANCELLED || now == State.LATE;
    }

    /** Has the consumer take the result. Returns whether it may. */
    boolean take() {
        return !isOver() && end(State.TAKEN);
    }

    /** Says that a stage failed for it. Returns whether that matters: not if it is over by now. */
    boolean fail() {
        return !isOver() && end(State.FAILED);
    }

    /** Says that it is at its end. */
    void close() {
        end(State.SKIPPED);
        giveUp = null;
    }

    /** Returns why the item, which is over, was left out. */
    Exception reason() {
        return state() == State.LATE
                ? new TimeoutException("the item had not had its turn in time: limit=" + timeout)
                : new CancellationException("the item was cancelled");
    }

    /** Says that the item waits for something from elsewhere, until {@link #waitsNoMore}; when it is over the waiting is given up. */
    void waits(Runnable ending, DetachedJob held) {
        giveUp = ending;
        // Pairs with cancel(): written before this read.
        if (isOver()) {
            ending.run();
        } else if (timeout != null) {
            setAlarm(held);
        }
    }

    private void setAlarm(DetachedJob held) {
        try {
            Future<?> set = held.alarm(deadline - Surroundings.nanoTime(), TimeUnit.NANOSECONDS, this::ring);
            alarm = set;
            // Pairs with waitsNoMore(): set before this read.
            if (giveUp == null) {
                set.cancel(false);
            }
        } catch (RejectedExecutionException noWorker) {
            ring();
        }
    }

    /** Ends the waiting if the time is over; rung before, by the end of the executor, it rings again, without the executor. */
    private void ring() {
        if (isOver()) {
            stopWaiting();
        } else if (giveUp != null) {
            CompletableFuture.delayedExecutor(deadline - Surroundings.nanoTime(), TimeUnit.NANOSECONDS)
                    .execute(this::ring);
        }
    }

    private void stopWaiting() {
        Runnable ending = giveUp;
        if (ending != null) {
            ending.run();
        }
    }

    void waitsNoMore() {
        giveUp = null;
        // Pairs with setAlarm(): said before this read.
        Future<?> set = alarm;
        if (set != null) {
            alarm = null;
            set.cancel(false);
        }
    }
}
