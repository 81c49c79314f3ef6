package io.millrace.ordered;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
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

    /** By {@code System.nanoTime()}. Unused without a timeout. */
    private final long deadline;

    /** Ends the waiting for something from elsewhere. */
    private volatile @Nullable Runnable giveUp;

    private volatile @Nullable Future<?> timer;

    ItemTicket(@Nullable Duration timeout) {
        this.timeout = timeout;
        deadline = timeout == null ? 0 : System.nanoTime() + timeout.toNanos();
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
        if (timeout != null && System.nanoTime() - deadline >= 0) {
            end(State.LATE);
        }
        State now = state();
        return now == State.CANCELLED || now == State.LATE;
    }

    /** Has the consumer take the result. Returns whether it may. */
    boolean take() {
        return !isOver() && end(State.TAKEN);
    }

    /** Says that a stage failed for it. Returns whether that matters: not if it is over. */
    boolean fail() {
        return end(State.FAILED);
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
    void waits(Runnable ending, ScheduledExecutorService timers) {
        giveUp = ending;
        // Pairs with cancel(): written before this read.
        if (isOver()) {
            ending.run();
        } else if (timeout != null) {
            setTimer(timers);
        }
    }

    private void setTimer(ScheduledExecutorService timers) {
        try {
            Future<?> set = timers.schedule(this::lapse, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            timer = set;
            // Pairs with waitsNoMore(): set before this read.
            if (giveUp == null) {
                set.cancel(false);
            }
        } catch (RejectedExecutionException ended) {
            // The executor takes no more, and a time limit is not worth keeping it: the result will come, or the
            // pipeline is aborted.
            return;
        }
    }

    private void lapse() {
        if (isOver()) {
            stopWaiting();
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
        // Pairs with setTimer(): said before this read.
        Future<?> set = timer;
        if (set != null) {
            timer = null;
            set.cancel(false);
        }
    }
}
