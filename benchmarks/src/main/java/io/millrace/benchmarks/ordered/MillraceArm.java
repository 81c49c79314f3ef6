package io.millrace.benchmarks.ordered;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.ordered.OrderedPipeline;

/** Ours, through a pipeline as the guide has it. */
final class MillraceArm implements OrderedArm {

    private final MillraceExecutor executor;
    private final int vector;

    /**
     * Opens the executor.
     *
     * @param vector how many items may travel together
     */
    MillraceArm(int workers, int window, int vector) {
        executor = MillraceExecutors.builder()
                .workers(workers)
                .credits(2 * window)
                .reorderWindow(window)
                .build();
        this.vector = vector;
    }

    @Override
    public <T> void run(OrderedItems<T> items) throws InterruptedException {
        try (OrderedPipeline<T> pipeline = OrderedPipeline.<T>on(executor)
                .parallel(items::work)
                .serial(items::accept)
                .vectors(vector)
                .start()) {
            for (int place = 0; place < items.length(); place++) {
                pipeline.submit(items.item(place));
            }
        }
    }

    @Override
    public void close() {
        executor.close();
    }
}
