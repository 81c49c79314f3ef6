package io.millrace.benchmarks.ordered;

import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Futures of a pool, kept in a queue as long as the window and taken in order by the producer, which waits when the oldest is not done. */
public final class FuturesArm implements OrderedArm {

    private final ExecutorService pool;
    private final int window;

    /** Takes over a pool. */
    public FuturesArm(ExecutorService pool, int window) {
        this.pool = pool;
        this.window = window;
    }

    @Override
    public <T> void run(OrderedItems<T> items) throws InterruptedException, ExecutionException {
        ArrayDeque<Future<T>> underWay = new ArrayDeque<>(window);
        for (int place = 0; place < items.length(); place++) {
            if (underWay.size() == window) {
                items.accept(underWay.remove().get());
            }
            T item = items.item(place);
            underWay.add(pool.submit(() -> items.work(item)));
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
