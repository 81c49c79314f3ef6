package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.Program.Fault;
import io.millrace.executor.Program.Step;
import io.millrace.executor.Program.Way;
import java.time.Duration;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class ExecutorPropertyTest {

    @Property(tries = 400)
    void shouldKeepEveryPromiseForAnyProgram(
            @ForAll("programs") Program program,
            @ForAll StartOrder startOrder,
            @ForAll boolean retiring,
            @ForAll boolean recording)
            throws Exception {
        TrackedThreads threads = new TrackedThreads();
        try (TimeLimit limit = TimeLimit.seconds(30)) {
            MillraceExecutorBuilder builder = MillraceExecutors.builder();
            if (recording) {
                builder.recordLatency();
            }
            MillraceExecutor executor = builder.workers(program.workers())
                    .credits(program.credits())
                    .seriesLimit(Program.STREAMS)
                    .startOrder(startOrder)
                    .keepAlive(retiring ? Duration.ZERO : Duration.ofSeconds(60))
                    .threadFactory(threads)
                    .build();
            ProgramRun run = new ProgramRun(program, executor);
            run.run();
            threads.join();
            run.verify();
            ExecutorSnapshot snapshot = executor.snapshot();
            assertEquals(program.completed(), snapshot.completed());
            assertEquals(0, snapshot.inFlight());
            assertEquals(0, snapshot.backlog());
            assertEquals(0, snapshot.workers());
            assertEquals(0, executor.keys().size());
            assertEquals(program.uncaught(), threads.uncaught.size());
            assertEquals(recording ? program.completed() : 0, recorded(executor.statistics()));
        }
    }

    private static long recorded(ExecutorStatistics statistics) {
        return Stream.concat(
                        Stream.of(statistics.plain(), statistics.keyed(), statistics.ordered(), statistics.directed()),
                        statistics.priorities().stream())
                .mapToLong(latency -> {
                    assertEquals(latency.queueWait().count(), latency.service().count());
                    return latency.service().count();
                })
                .sum();
    }

    @Provide
    Arbitrary<Program> programs() {
        Arbitrary<Fault> faults = Arbitraries.frequency(
                Tuple.of(12, Fault.NONE),
                Tuple.of(1, Fault.THROWS),
                Tuple.of(1, Fault.INTERRUPTS_ITSELF),
                Tuple.of(2, Fault.IS_CANCELLED));
        Arbitrary<Step> steps = Combinators.combine(
                        Arbitraries.of(Way.class),
                        Arbitraries.integers().between(0, Program.STREAMS - 1),
                        Arbitraries.integers().between(0, 300),
                        faults)
                .as(Step::new);
        Arbitrary<Integer> credits = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.integers().between(1, 4)),
                Tuple.of(1, Arbitraries.integers().between(5, 64)));
        return Combinators.combine(
                        Arbitraries.integers().between(1, 8),
                        credits,
                        steps.list().ofMaxSize(150))
                .as(Program::new);
    }
}
