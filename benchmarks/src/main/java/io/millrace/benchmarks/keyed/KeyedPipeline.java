package io.millrace.benchmarks.keyed;

import io.millrace.benchmarks.measure.OurDevice;
import io.millrace.executor.MillraceExecutor;
import io.millrace.ordered.OrderedPipeline;

/** Ours, a pipeline as the guide has it: a stage of the key, then the consumer. */
final class KeyedPipeline implements OrderedKeysArm {

    private final MillraceExecutor executor;

    KeyedPipeline(int workers, int window) {
        executor = OurDevice.executor(OurDevice.find(), workers, 2 * window, window)
                .build();
    }

    @Override
    public void run(KeyedItems items) throws InterruptedException {
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .keyed(items::key, items::work)
                .serial(items::accept)
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
