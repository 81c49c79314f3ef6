package io.millrace.benchmarks.ordered;

import io.millrace.benchmarks.measure.OurDevice;
import io.millrace.core.Device;
import io.millrace.executor.MillraceExecutor;
import org.jspecify.annotations.Nullable;

/** Ours, through a pipeline as the guide has it. */
final class MillraceArm implements OrderedArm {

    private final MillraceExecutor executor;
    private final PipelineUse use;

    /** Kept open between runs, as other arms keep their rings and pools; null before the first run and after one that failed. */
    private @Nullable PipelineRun open;

    /**
     * Opens the executor.
     *
     * @param device what the executor schedules by
     */
    MillraceArm(Device device, int workers, int window, PipelineUse use) {
        executor = OurDevice.executor(device, workers, 2 * window, window).build();
        this.use = use;
    }

    @Override
    public <T> void run(OrderedItems<T> items) throws InterruptedException {
        PipelineRun run = open != null ? open : new PipelineRun(executor, use);
        // Taken up again only if all goes well.
        open = null;
        run.all(items);
        open = run;
    }

    @Override
    public void close() {
        try {
            if (open != null) {
                open.close();
            }
        } finally {
            executor.close();
        }
    }
}
