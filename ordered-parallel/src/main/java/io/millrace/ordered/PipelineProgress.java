package io.millrace.ordered;

import io.millrace.core.PaddedLongs;
import io.millrace.core.Surroundings;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How far a pipeline has come: what is outstanding, whether it takes more, and what failed first.
 *
 * <p>A submitter raises the outstanding count and then looks whether the pipeline is closed; who closes it says so and
 * then looks at the count. So an item is either refused or waited for.
 */
final class PipelineProgress {

    /** Items that were counted in, by submitters. */
    private static final int ENTERED = 0;

    /** Items that were counted out, by workers for the most part. Never above ENTERED. */
    private static final int ENDED = 1;

    /** Of those counted out, the ones that the consumer did not take. */
    private static final int UNTAKEN = 2;

    /** Of those, the ones that were not even submitted. */
    private static final int REJECTED = 3;

    private static final int MARK_EVERY = 64;

    private final PaddedLongs counts = new PaddedLongs(4);
    private final LongAccumulator highMark = new LongAccumulator(Math::max, 0);
    private final AtomicReference<@Nullable PipelineException> failure = new AtomicReference<>();
    private final Lock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();

    /** How many threads wait until nothing is outstanding. */
    private final AtomicInteger waiters = new AtomicInteger();

    private volatile boolean closed;
    private volatile boolean aborted;
    private volatile Runnable whenFewer = () -> {};

    /**
     * Counts an item in.
     *
     * @throws PipelineException if an item has failed
     * @throws IllegalStateException if the pipeline takes no more
     */
    void begin() {
        long before = counts.getAndAdd(ENTERED, 1);
        // Pairs with the writes in close and abort, which come before the look at the count.
        if (closed || aborted || failure.get() != null) {
            reject();
            throwFailure();
            throw new IllegalStateException("pipeline takes no more items: state=" + (aborted ? "aborted" : "closed"));
        }
        // The other count is written by workers for each item; reading it each time would cost more than it is worth.
        if (before < MARK_EVERY || before % MARK_EVERY == 0) {
            highMark.accumulate(before + 1 - counts.get(ENDED));
        }
    }

    /** Counts an item out that was not submitted after all. */
    void reject() {
        counts.getAndAdd(REJECTED, 1);
        skip();
    }

    /** Counts an item out that the consumer did not take. */
    void skip() {
        end(1, 0);
    }

    /** Counts an item out. */
    void end() {
        end(1, 1);
    }

    /** Counts items out, of which the consumer has taken so many. */
    void end(int items, int taken) {
        if (taken < items) {
            counts.getAndAdd(UNTAKEN, items - taken);
        }
        counts.getAndAdd(ENDED, items);
        // Pairs with awaitIdle(): counted before this read.
        if (waiters.get() > 0 && isIdle()) {
            lock.lock();
            try {
                idle.signalAll();
            } finally {
                lock.unlock();
            }
        }
        if (closed) {
            whenFewer.run();
        }
    }

    /** Says what to do whenever, once the pipeline is closed, fewer items are outstanding. Called once, before the first item. */
    void whenFewer(Runnable action) {
        whenFewer = action;
    }

    private boolean isIdle() {
        // In this order: when both are equal now, nothing was outstanding at the second read.
        long out = counts.get(ENDED);
        return counts.get(ENTERED) == out;
    }

    boolean isClosed() {
        return closed;
    }

    /** Says that an item has failed. The first to say so is believed. */
    void fail(long place, Object item, Throwable cause) {
        failure.compareAndSet(null, new PipelineException(place, item, cause));
    }

    /** Returns whether items that have not had their turn are skipped. */
    boolean isSkipping() {
        return aborted || failure.get() != null;
    }

    /**
     * Throws if items are skipped.
     *
     * @throws PipelineException if an item has failed
     * @throws IllegalStateException if the pipeline was aborted
     */
    void requireNotSkipping() {
        throwFailure();
        if (aborted) {
            throw new IllegalStateException("the item may have been skipped: state of the pipeline=aborted");
        }
    }

    void throwFailure() {
        PipelineException first = failure.get();
        if (first != null) {
            throw first.again();
        }
    }

    void abort() {
        aborted = true;
    }

    void close() {
        closed = true;
        whenFewer.run();
    }

    /** Waits until nothing is outstanding. Returns whether that was so in time. */
    boolean awaitIdle(long nanos) throws InterruptedException {
        return Surroundings.await(this::isIdle, nanos, this::awaitSignal);
    }

    private boolean awaitSignal(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            waiters.incrementAndGet();
            try {
                // Pairs with end(): said before the counts are read.
                while (!isIdle() && left > 0) {
                    left = idle.awaitNanos(left);
                }
                return isIdle();
            } finally {
                waiters.decrementAndGet();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns why items are skipped. */
    Exception reason() {
        PipelineException first = failure.get();
        return first == null ? new CancellationException("the pipeline was aborted") : first;
    }

    long submittedCount() {
        return counts.get(ENTERED) - counts.get(REJECTED);
    }

    long completedCount() {
        // In this order: never more than there are.
        long ended = counts.get(ENDED);
        return Math.max(0, ended - counts.get(UNTAKEN));
    }

    /** Returns how many have ended that the consumer did not take. */
    long leftOutCount() {
        // In this order: never fewer than there are.
        long rejected = counts.get(REJECTED);
        return Math.max(0, counts.get(UNTAKEN) - rejected);
    }

    long inFlightCount() {
        // In this order: never fewer than there are.
        long out = counts.get(ENDED);
        return counts.get(ENTERED) - out;
    }

    long highMark() {
        return highMark.get();
    }

    /** Returns "running", "closed", "aborted" or "failed". */
    String state() {
        return failure.get() != null ? "failed" : aborted ? "aborted" : closed ? "closed" : "running";
    }

    /** Says for people how far it has come. */
    @Override
    public String toString() {
        long completed = completedCount();
        return state() + ", submitted=" + submittedCount() + ", completed=" + completed;
    }
}
