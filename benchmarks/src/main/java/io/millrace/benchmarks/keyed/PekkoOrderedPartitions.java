package io.millrace.benchmarks.keyed;

import io.millrace.benchmarks.measure.Pools;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Source;

/** Pekko Streams: {@code mapAsyncPartitioned}, which has one future for each key under way and hands results on in order, on the dispatcher that also runs the stream. */
final class PekkoOrderedPartitions implements OrderedKeysArm {

    private static final int FEW_KEYS = 64;

    /**
     * How many items it takes before results are due, the fastest of 4 to 512 for 16 keys and for 1,000. With the window of the others it takes five times as
     * long, since it looks through all that it has taken for the next one that may run.
     */
    private static final int TAKEN_OF_FEW_KEYS = 4;

    private static final int TAKEN_OF_MANY_KEYS = 16;

    private final ActorSystem system;

    PekkoOrderedPartitions(int workers) {
        system = Pools.pekko(workers);
    }

    @Override
    public void run(KeyedItems items) throws InterruptedException, ExecutionException {
        Executor dispatcher = system.dispatcher();
        int taken = items.keyCount() > FEW_KEYS ? TAKEN_OF_MANY_KEYS : TAKEN_OF_FEW_KEYS;
        Source.range(0, items.length() - 1)
                .map(items::item)
                .mapAsyncPartitioned(
                        taken,
                        items::key,
                        (item, key) -> CompletableFuture.supplyAsync(() -> items.work(item), dispatcher))
                .runForeach(items::accept, system)
                .toCompletableFuture()
                .get();
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }
}
