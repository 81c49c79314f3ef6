package io.millrace.benchmarks.keyed;

import io.millrace.benchmarks.measure.Pools;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Source;

/** Pekko Streams: {@code mapAsync}, which knows no keys, with {@link Chains}. The stream calls it for one item after the other. */
final class PekkoChains implements OrderedKeysArm {

    private final ActorSystem system;
    private final int window;

    PekkoChains(int workers, int window) {
        system = Pools.pekko(workers);
        this.window = window;
    }

    @Override
    public void run(KeyedItems items) throws InterruptedException, ExecutionException {
        Chains chains = new Chains(items, system.dispatcher());
        Source.range(0, items.length() - 1)
                .map(items::item)
                .mapAsync(window, chains::add)
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
