package io.millrace.benchmarks.keyed;

import io.millrace.benchmarks.measure.Pools;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.QueueOfferResult;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** A stream of Pekko, whose {@code mapAsyncPartitioned} has one future for each key under way, on the dispatcher that also runs the stream. */
final class PekkoPartitions implements KeyedArm {

    /**
     * Fast with 8 to 32, at 2 us a task of a microsecond. With the window itself it takes 51 us: the stage looks through all that it has begun for the next one
     * that may run.
     */
    private static final int IN_PROGRESS = 16;

    private final ActorSystem system;
    private final BoundedSourceQueue<Keyed> queue;

    private record Keyed(int key, Runnable task) {}

    PekkoPartitions(int workers) {
        system = Pools.pekko(workers);
        Executor dispatcher = system.dispatcher();
        queue = Source.<Keyed>queue(KeyedLoad.WINDOW)
                .mapAsyncPartitioned(
                        IN_PROGRESS,
                        Keyed::key,
                        (keyed, key) -> CompletableFuture.runAsync(keyed.task, dispatcher)
                                .thenApply(nothing -> key))
                .to(Sink.ignore())
                .run(system);
    }

    @Override
    public void execute(int key, Runnable task) {
        QueueOfferResult result = queue.offer(new Keyed(key, task));
        if (!result.isEnqueued()) {
            throw new IllegalStateException("the stream refused a task: result=" + result);
        }
    }

    @Override
    public void close() {
        queue.complete();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }
}
