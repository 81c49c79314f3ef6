package io.millrace.benchmarks.ordered;

import io.millrace.benchmarks.measure.Pools;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Source;

/** Pekko Streams: {@code mapAsync} with a future for each item on the fork/join dispatcher of the actor system, which also runs the stream. */
final class PekkoArm implements OrderedArm {

    private final ActorSystem system;
    private final int window;

    PekkoArm(int workers, int window) {
        system = Pools.pekko(workers);
        this.window = window;
    }

    @Override
    public <T> void run(OrderedItems<T> items) throws InterruptedException, ExecutionException {
        Executor dispatcher = system.dispatcher();
        Source.range(0, items.length() - 1)
                .map(items::item)
                .mapAsync(window, item -> CompletableFuture.supplyAsync(() -> items.work(item), dispatcher))
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
