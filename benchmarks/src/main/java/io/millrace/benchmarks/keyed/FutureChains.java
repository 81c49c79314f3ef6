package io.millrace.benchmarks.keyed;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/** {@link Chains} over a pool, kept in a queue as long as the window and taken in order by the producer, which waits when the oldest is not done. */
final class FutureChains implements OrderedKeysArm {

    private final ExecutorService pool;
    private final int window;

    FutureChains(ExecutorService pool, int window) {
        this.pool = pool;
        this.window = window;
    }

    @Override
    public void run(KeyedItems items) throws InterruptedException, ExecutionException {
        Chains chains = new Chains(items, pool);
        ArrayDeque<CompletableFuture<Integer>> underWay = new ArrayDeque<>(window);
        for (int place = 0; place < items.length(); place++) {
            if (underWay.size() == window) {
                items.accept(underWay.remove().get());
            }
            underWay.add(chains.add(items.item(place)));
        }
        while (!underWay.isEmpty()) {
            items.accept(underWay.remove().get());
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
