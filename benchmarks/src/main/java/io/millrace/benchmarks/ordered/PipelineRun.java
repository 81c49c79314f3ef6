package io.millrace.benchmarks.ordered;

import io.millrace.core.PaddedLongs;
import io.millrace.executor.MillraceExecutor;
import io.millrace.ordered.OrderedPipeline;
import io.millrace.ordered.PipelineBuilder;
import io.millrace.ordered.PipelineException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A pipeline through which items go, run after run. */
final class PipelineRun implements AutoCloseable {

    private final OrderedPipeline<Object> pipeline;
    private final boolean invokes;

    /** How many have had their turn, on lines of its own: it is written for each item, and workers read what would lie beside. */
    private final PaddedLongs accepted = new PaddedLongs(1);

    /** Written before the first item of a run is submitted, and read by workers after that. */
    private @Nullable Run run;

    /** Items and the end of a run of them. */
    private record Run(OrderedItems<Object> items, CountDownLatch ended) {}

    PipelineRun(MillraceExecutor executor, PipelineUse use) {
        invokes = use.invokes();
        PipelineBuilder<Object, Object> builder = OrderedPipeline.on(executor)
                .parallel(this::work)
                .serial(this::accept)
                .vectors(use.vector());
        pipeline = (use.recordsLatency() ? builder.recordLatency() : builder).start();
    }

    /**
     * Submits all items and waits until the last has had its turn. If that cannot be, the pipeline is closed.
     *
     * @throws PipelineException if one has failed
     */
    @SuppressWarnings("unchecked") // What comes out of the items goes back into them.
    void all(OrderedItems<?> others) throws InterruptedException {
        OrderedItems<Object> items = (OrderedItems<Object>) others;
        CountDownLatch ended = new CountDownLatch(1);
        run = new Run(items, ended);
        accepted.set(0, 0);
        try {
            for (int place = 0; place < items.length(); place++) {
                send(items.item(place));
            }
            ended.await();
        } catch (Throwable failure) {
            closeAfter(failure);
            throw failure;
        }
        if (accepted.get(0) < items.length()) {
            close();
        }
    }

    private void send(Object item) throws InterruptedException {
        if (invokes) {
            pipeline.invoke(item);
        } else {
            pipeline.submit(item);
        }
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    private Run run() {
        Run now = run;
        if (now == null) {
            throw new IllegalStateException("an item came before the first run");
        }
        return now;
    }

    private Object work(Object item) {
        Run now = run();
        try {
            return now.items.work(item);
        } catch (Throwable failure) {
            now.ended.countDown();
            throw failure;
        }
    }

    private void accept(Object result) {
        Run now = run();
        try {
            now.items.accept(result);
        } catch (Throwable failure) {
            now.ended.countDown();
            throw failure;
        }
        long count = accepted.getOpaque(0) + 1;
        // Pairs with itself on the worker that has the next item.
        accepted.setRelease(0, count);
        if (count == now.items.length()) {
            now.ended.countDown();
        }
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
