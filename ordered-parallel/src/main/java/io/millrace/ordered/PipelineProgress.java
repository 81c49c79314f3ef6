package io.millrace.ordered;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How far a pipeline has come: what is outstanding, whether it takes more, and what failed first.
 *
 * <p>A submitter raises the outstanding count and then looks whether the pipeline is closed; who closes it says so and
 * then looks at the count. So an item is either refused or waited for.
 */
final class PipelineProgress {

    private final AtomicLong outstanding = new AtomicLong();
    private final LongAdder submitted = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAccumulator highMark = new LongAccumulator(Math::max, 0);
    private final AtomicReference<@Nullable PipelineException> failure = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;
    private volatile boolean aborted;

    /**
     * Counts an item in.
     *
     * @throws PipelineException if an item has failed
     * @throws IllegalStateException if the pipeline takes no more
     */
    void begin() {
        long now = outstanding.incrementAndGet();
        // Pairs with the writes in close and abort, which come before the look at the count.
        if (closed || aborted || failure.get() != null) {
            end();
            throwFailure();
            throw new IllegalStateException("pipeline takes no more items: state=" + (aborted ? "aborted" : "closed"));
        }
        highMark.accumulate(now);
    }

    void submitted() {
        submitted.increment();
    }

    void completed() {
        completed.increment();
    }

    /** Counts an item out. */
    void end() {
        if (outstanding.decrementAndGet() == 0 && closed) {
            ended.countDown();
        }
    }

    /** Says that an item has failed. The first to say so is believed. */
    void fail(long place, Object item, Throwable cause) {
        failure.compareAndSet(null, new PipelineException(place, item, cause));
    }

    /** Returns whether items that have not had their turn are skipped. */
    boolean isSkipping() {
        return aborted || failure.get() != null;
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
        if (outstanding.get() == 0) {
            ended.countDown();
        }
    }

    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    long submittedCount() {
        return submitted.sum();
    }

    long completedCount() {
        return completed.sum();
    }

    long highMark() {
        return highMark.get();
    }
}
