package io.millrace.applications.pekko;

import com.typesafe.config.Config;
import io.millrace.applications.Side;
import io.millrace.applications.Witness;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Readings are checked in parallel and go on in order; then those of all sensors are digested one after the other, and
 * those of each sensor in an actor of its own.
 */
final class ReadingStream implements Side {

    private static final int PARALLELISM = 64;

    private final ActorSystem system;
    private final int readings;

    /** Starts an actor system, whose configuration says what its dispatcher is. */
    ReadingStream(String name, Config config, int readings) {
        this.system = ActorSystem.create(name, config);
        this.readings = readings;
    }

    @Override
    public Digests run(Witness witness) {
        Executor dispatcher = system.dispatcher();
        Pair<CompletionStage<Digest>, CompletionStage<List<Digest>>> outcome = Source.range(0, readings - 1)
                .mapAsync(
                        PARALLELISM, number -> CompletableFuture.supplyAsync(() -> check(number, witness), dispatcher))
                .alsoToMat(
                        Sink.fold(Digest.empty(), (digest, reading) -> {
                            witness.note();
                            return digest.with(reading);
                        }),
                        Keep.right())
                .groupBy(Reading.SENSORS, Reading::sensor)
                .async()
                .fold(Digest.of(0), (digest, reading) -> {
                    witness.note();
                    return digest.with(reading);
                })
                .mergeSubstreams()
                .toMat(Sink.seq(), Keep.both())
                .run(system);
        return Digests.of(
                outcome.first().toCompletableFuture().join(),
                outcome.second().toCompletableFuture().join());
    }

    private static Reading check(int number, Witness witness) {
        witness.note();
        return Reading.number(number);
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }
}
