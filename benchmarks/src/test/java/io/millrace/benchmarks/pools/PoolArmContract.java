package io.millrace.benchmarks.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Cost;
import io.millrace.benchmarks.measure.Work;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every pool does: it completes each task once, runs as many at once as it has workers and no more, and ends. A module with pools extends
 * it with their names.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PoolArmContract {

    private static final int WORKERS = 2;
    private static final int PRODUCERS = 4;
    private static final int TASKS = 20_001;
    private static final int OVERLAPPING_TASKS = 200;
    private static final long OVERLAP_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final int PATIENCE_SECONDS = 30;

    protected abstract Set<String> arms();

    Stream<Arguments> armsAndCalls() {
        return arms().stream().flatMap(name -> Stream.of(SubmitCall.values()).map(call -> Arguments.of(name, call)));
    }

    @ParameterizedTest
    @MethodSource("armsAndCalls")
    void shouldCompleteEveryTaskOnceAndEnd(String name, SubmitCall call) throws Exception {
        PoolArm pool = PoolArms.open(name, WORKERS);
        try (pool;
                SubmitTrial trial = new SubmitTrial(pool, PRODUCERS, Work.of(Body.MICROSECOND), call)) {
            trial.run(TASKS);
            Cost cost = Cost.of(() -> trial.run(TASKS));
            // Half of the bound: what a body takes is an estimate.
            assertTrue(
                    cost.wallNanos() > TASKS * Body.MICROSECOND.meanNanos() / WORKERS / 2, "too short a time: " + cost);
            assertTrue(
                    cost.used().cpuNanos() >= 0 && cost.used().cpuNanos() < TimeUnit.HOURS.toNanos(1), cost::toString);
        }
        assertTrue(pool.executor().awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    /** Tasks keep their cores, which virtual threads share otherwise. */
    @ParameterizedTest
    @MethodSource("arms")
    void shouldRunAsManyTasksAtOnceAsItHasWorkers(String name) throws InterruptedException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        PoolArm pool = PoolArms.open(name, WORKERS);
        try (pool) {
            for (int task = 0; task < OVERLAPPING_TASKS; task++) {
                pool.executor().execute(() -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    long begin = System.nanoTime();
                    while (System.nanoTime() - begin < OVERLAP_NANOS) {
                        Thread.onSpinWait();
                    }
                    now.decrementAndGet();
                });
            }
        }
        assertTrue(pool.executor().awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(WORKERS, most.get());
    }

    Stream<Arguments> armsAndGraphs() {
        return arms().stream().flatMap(name -> Stream.of(FutureGraph.values()).map(graph -> Arguments.of(name, graph)));
    }

    @ParameterizedTest
    @MethodSource("armsAndGraphs")
    void shouldCompleteFuturesThatWaitForEachOther(String name, FutureGraph graph)
            throws InterruptedException, ExecutionException {
        try (PoolArm pool = PoolArms.open(name, WORKERS)) {
            graph.run(pool.executor());
        }
    }
}
