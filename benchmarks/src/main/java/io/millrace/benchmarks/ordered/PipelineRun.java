package io.millrace.benchmarks.ordered;

import io.millrace.executor.MillraceExecutor;
import io.millrace.ordered.OrderedPipeline;
import io.millrace.ordered.PipelineBuilder;
import io.millrace.ordered.PipelineException;
import java.util.concurrent.CountDownLatch;

/**
 * A pipeline for items that go through it again and again, run by run.
 *
 * @param <T> an item
 */
final class PipelineRun<T> implements AutoCloseable {

    private final OrderedItems<T> items;
    private final OrderedPipeline<T> pipeline;
    private int accepted;
    private volatile CountDownLatch ended = new CountDownLatch(0);

    PipelineRun(MillraceExecutor executor, int vector, boolean recordsLatency, OrderedItems<T> items) {
        this.items = items;
        PipelineBuilder<T, T> builder = OrderedPipeline.<T>on(executor)
                .parallel(this::work)
                .serial(this::accept)
                .vectors(vector);
        pipeline = (recordsLatency ? builder.recordLatency() : builder).start();
    }

    @SuppressWarnings("ReferenceEquality") // The same items, not equal ones.
    boolean isOf(OrderedItems<?> others) {
        return items == others;
    }

    /**
     * Submits all items and waits until the last has had its turn.
     *
     * @throws PipelineException if one has failed
     */
    void all() throws InterruptedException {
        accepted = 0;
        ended = new CountDownLatch(1);
        for (int place = 0; place < items.length(); place++) {
            pipeline.submit(items.item(place));
        }
        ended.await();
        if (accepted < items.length()) {
            close();
        }
    }

    private T work(T item) {
        try {
            return items.work(item);
        } catch (Throwable failure) {
            ended.countDown();
            throw failure;
        }
    }

    private void accept(T result) {
        try {
            items.accept(result);
        } catch (Throwable failure) {
            ended.countDown();
            throw failure;
        }
        if (++accepted == items.length()) {
            ended.countDown();
        }
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
