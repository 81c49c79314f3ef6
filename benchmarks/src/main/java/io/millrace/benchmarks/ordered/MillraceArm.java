package io.millrace.benchmarks.ordered;

import io.millrace.core.Device;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import org.jspecify.annotations.Nullable;

/** Ours, through a pipeline as the guide has it. */
final class MillraceArm implements OrderedArm {

    private final MillraceExecutor executor;
    private final int vector;
    private final boolean recordsLatency;

    /** Of the items of the last run: other runs of them go through the same pipeline, as other arms keep their rings and pools. */
    private @Nullable PipelineRun<?> open;

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
        PipelineRun<T> run = runOf(items);
        // Taken up again only if all goes well.
        open = null;
        run.all();
        open = run;
    }

    @SuppressWarnings("unchecked") // The items are those that it was opened for.
    private <T> PipelineRun<T> runOf(OrderedItems<T> items) {
        PipelineRun<?> present = open;
        if (present != null && present.isOf(items)) {
            return (PipelineRun<T>) present;
        }
        if (present != null) {
            present.close();
        }
        return new PipelineRun<>(executor, vector, recordsLatency, items);
    }

    @Override
    public void close() {
        executor.close();
    }
}
