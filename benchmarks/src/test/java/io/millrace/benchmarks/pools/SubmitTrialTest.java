package io.millrace.benchmarks.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Cost;
import io.millrace.benchmarks.measure.Work;
import io.millrace.benchmarks.measure.WorkerThreads;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each pool runs through the check, and one that repeats tasks does not. */
final class SubmitTrialTest {

    private static final int TASKS = 20_001;
    private static final int PRODUCERS = 4;
    private static final int WORKERS = 2;
    private static final int PATIENCE_SECONDS = 30;

    @TestFactory
    Stream<DynamicTest> shouldAcceptEveryPool() {
        return PoolArms.all().keySet().stream()
                .flatMap(name -> Stream.of(SubmitCall.values())
                        .map(call -> DynamicTest.dynamicTest(name + " " + call, () -> shouldAccept(name, call))));
    }

    private static void shouldAccept(String name, SubmitCall call) throws InterruptedException, ExecutionException {
        PoolArm pool = PoolArms.open(name, WORKERS);
        try (pool;
                SubmitTrial trial = new SubmitTrial(pool, PRODUCERS, Work.of(Body.MICROSECOND), call)) {
            trial.run(TASKS);
            Cost cost = trial.run(TASKS);
            // Half of the bound: what a body takes is an estimate.
            assertTrue(
                    cost.wallNanos() > TASKS * Body.MICROSECOND.meanNanos() / WORKERS / 2, "too short a time: " + cost);
            assertTrue(cost.cpuNanos() >= 0 && cost.cpuNanos() < TimeUnit.HOURS.toNanos(1), cost::toString);
        }
        assertTrue(pool.executor().awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void shouldHandInEveryTaskByItsCall() throws InterruptedException, ExecutionException {
        for (SubmitCall call : SubmitCall.values()) {
            Faulty pool = new Faulty(task -> 1);
            run(pool, call);
            assertEquals(TASKS, pool.handed.get());
            assertEquals(call == SubmitCall.SUBMIT, pool.isGivenFutures, call.name());
        }
    }

    @Test
    void shouldVoidTheRunOfAPoolThatRepeatsATask() {
        assertVoid("tasks repeated", new Faulty(task -> task == 10 ? 2 : 1));
    }

    @Test
    void shouldVoidTheRunOfAPoolThatRunsATaskInThePlaceOfAnother() {
        assertVoid(
                "tasks repeated and others lost: expected numbers that add up to ",
                new Faulty(task -> task == 10 ? 2 : task == 11 ? 0 : 1));
    }

    private static void assertVoid(String sentence, ExecutorService pool) {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> run(pool, SubmitCall.EXECUTE));
        String message = String.valueOf(failure.getCause().getMessage());
        assertTrue(message.startsWith(sentence), message);
    }

    private static void run(ExecutorService pool, SubmitCall call) throws InterruptedException, ExecutionException {
        PoolArm arm = new PoolArm(pool, new WorkerThreads(), false);
        try (arm;
                SubmitTrial trial = new SubmitTrial(arm, 1, Work.of(Body.NONE), call)) {
            trial.run(TASKS);
        }
    }

    /** Repeats some tasks. */
    private static final class Faulty extends ThreadPoolExecutor {

        private final AtomicInteger handed = new AtomicInteger();
        private final IntUnaryOperator times;
        private volatile boolean isGivenFutures;

        /** Runs each task, of which the first is 1, so many times. */
        Faulty(IntUnaryOperator times) {
            super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
            this.times = times;
        }

        @Override
        public void execute(Runnable task) {
            isGivenFutures = task instanceof Future;
            int number = handed.incrementAndGet();
            for (int time = times.applyAsInt(number); time > 0; time--) {
                super.execute(task);
            }
        }
    }
}
