package io.millrace.benchmarks.ordered;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
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
        system = system(workers);
        this.window = window;
    }

    /** An actor system whose default dispatcher has so many threads. */
    static ActorSystem system(int workers) {
        Config config = ConfigFactory.parseString(String.format(
                "pekko { loglevel = WARNING, daemonic = on, actor.default-dispatcher.fork-join-executor {"
                        + " parallelism-min = %1$d, parallelism-max = %1$d, parallelism-factor = 1.0 } }",
                workers));
        return ActorSystem.create("benchmark", config.withFallback(ConfigFactory.load()));
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
