package io.millrace.benchmarks.ordered;

import io.millrace.core.Device;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.ordered.OrderedPipeline;
import io.millrace.ordered.PipelineBuilder;

/** Ours, through a pipeline as the guide has it. */
final class MillraceArm implements OrderedArm {

    private final MillraceExecutor executor;
    private final int vector;
    private final boolean recordsLatency;

    /**
     * Opens the executor.
     *
     * @param device what the executor schedules by
     * @param vector how many items may travel together
     * @param recordsLatency whether waiting and service of each item are recorded
     */
    MillraceArm(Device device, int workers, int window, int vector, boolean recordsLatency) {
        executor = MillraceExecutors.builder()
                .device(device)
                .workers(workers)
                .credits(2 * window)
                .reorderWindow(window)
                .build();
        this.vector = vector;
        this.recordsLatency = recordsLatency;
    }

    @Override
    public <T> void run(OrderedItems<T> items) throws InterruptedException {
        PipelineBuilder<T, T> builder = OrderedPipeline.<T>on(executor)
                .parallel(items::work)
                .serial(items::accept)
                .vectors(vector);
        if (recordsLatency) {
            builder = builder.recordLatency();
        }
        try (OrderedPipeline<T> pipeline = builder.start()) {
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
