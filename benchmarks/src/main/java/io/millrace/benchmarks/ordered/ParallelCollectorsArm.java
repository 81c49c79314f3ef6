package io.millrace.benchmarks.ordered;

import com.pivovarit.collectors.ParallelCollectors;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;

/**
 * The parallel-collectors library: a stream is collected into futures, in batches as its maintainers advise for many small items, and their results come in
 * order. It has no window: all items of a run are under way at once.
 */
final class ParallelCollectorsArm implements OrderedArm {

    private final ExecutorService pool;
    private final int workers;

    ParallelCollectorsArm(ExecutorService pool, int workers) {
        this.pool = pool;
        this.workers = workers;
    }

    @Override
    public <T> void run(OrderedItems<T> items) {
        IntStream.range(0, items.length())
                .mapToObj(items::item)
                .collect(ParallelCollectors.Batching.parallelToOrderedStream(items::work, pool, workers))
                .forEach(items::accept);
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
