package io.millrace.benchmarks.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.measure.Body;
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
import org.junit.jupiter.api.Test;

/** A pool that repeats tasks does not get through the check. */
final class SubmitTrialTest {

    private static final int TASKS = 1_000;

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
