package io.millrace.executor.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.executor.Gate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/** {@code execute} and the three forms of {@code submit}. */
abstract class SubmitConformance extends ConformanceCase {

    private static final int BURST = 1_000;

    SubmitConformance(Subject subject) {
        super(subject);
    }

    @Test
    void shouldRunWhatIsExecuted() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        open().execute(ran::countDown);
        ran.await();
    }

    @Test
    void shouldRunARunnableAndCompleteWithNull() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        Future<?> future = open().submit(() -> {
            ran.incrementAndGet();
        });
        assertNull(future.get());
        assertEquals(1, ran.get());
        assertTrue(future.isDone());
        assertFalse(future.isCancelled());
    }

    @Test
    void shouldRunARunnableAndCompleteWithItsResult() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        String result = new String("result");
        assertSame(
                result,
                open().submit(
                                () -> {
                                    ran.incrementAndGet();
                                },
                                result)
                        .get());
        assertEquals(1, ran.get());
    }

    @Test
    void shouldTakeNullAsAResult() throws Exception {
        assertNull(open().submit(() -> {}, null).get());
        assertNull(open().submit(() -> null).get());
    }

    @Test
    void shouldRunACallableAndCompleteWithItsResult() throws Exception {
        String result = new String("result");
        assertSame(result, open().submit(() -> result).get());
    }

    @Test
    void shouldRefuseNullToExecute() throws Exception {
        assertRefusesNull(executor -> executor.execute(null));
    }

    @Test
    void shouldRefuseANullRunnable() throws Exception {
        assertRefusesNull(executor -> executor.submit((Runnable) null));
    }

    @Test
    void shouldRefuseANullRunnableWithAResult() throws Exception {
        assertRefusesNull(executor -> executor.submit(null, "result"));
    }

    @Test
    void shouldRefuseANullCallable() throws Exception {
        assertRefusesNull(executor -> executor.submit((Callable<?>) null));
    }

    private interface Call {
        void on(ExecutorService executor);
    }

    /** Null is found before anything else is: nothing is enqueued, no thread started, and that it comes too late is not said. */
    private void assertRefusesNull(Call call) throws Exception {
        ExecutorService executor = open();
        assertThrows(NullPointerException.class, () -> call.on(executor));
        assertEquals(List.of(), threads.made);
        assertEquals("goes on", executor.submit(() -> "goes on").get());
        executor.shutdown();
        assertThrows(NullPointerException.class, () -> call.on(executor));
        finish(executor);
        threads.assertNothingUncaught();
    }

    @Test
    void shouldRunEachTaskOfABurstOnce() throws Exception {
        ExecutorService executor = open();
        AtomicIntegerArray runs = new AtomicIntegerArray(2 * BURST);
        Thread other = threads.newThread(() -> executeBurst(executor, runs, BURST));
        other.start();
        executeBurst(executor, runs, 0);
        other.join();
        finish(executor);
        for (int i = 0; i < runs.length(); i++) {
            assertEquals(1, runs.get(i), "runs of task " + i);
        }
    }

    private static void executeBurst(ExecutorService executor, AtomicIntegerArray runs, int from) {
        for (int i = from; i < from + BURST; i++) {
            int task = i;
            executor.execute(() -> runs.incrementAndGet(task));
        }
    }

    @Test
    void shouldCompleteEachFutureOfABurst() throws Exception {
        ExecutorService executor = open();
        List<Future<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            int task = i;
            futures.add(executor.submit(() -> task));
        }
        for (int i = 0; i < BURST; i++) {
            assertEquals(i, futures.get(i).get());
        }
    }

    @Test
    void shouldRunNothingInItsCaller() throws Exception {
        ExecutorService executor = open();
        Thread caller = Thread.currentThread();
        AtomicInteger inCaller = new AtomicInteger();
        for (int i = 0; i < BURST; i++) {
            executor.execute(() -> inCaller.addAndGet(Thread.currentThread() == caller ? 1 : 0));
        }
        finish(executor);
        assertEquals(0, inCaller.get());
    }

    @Test
    void shouldRunOneObjectAsOftenAsItIsSubmitted() throws Exception {
        ExecutorService executor = open();
        AtomicInteger ran = new AtomicInteger();
        Runnable task = ran::incrementAndGet;
        for (int i = 0; i < 100; i++) {
            executor.execute(task);
        }
        finish(executor);
        assertEquals(100, ran.get());
    }

    @Test
    void shouldTakeTasksFromItsTasks() throws Exception {
        ExecutorService executor = open();
        CountDownLatch runs = new CountDownLatch(BURST);
        executor.execute(new Runnable() {
            @Override
            public void run() {
                runs.countDown();
                if (runs.getCount() > 0) {
                    executor.execute(this);
                }
            }
        });
        runs.await();
    }

    @Test
    void shouldServeTasksOfAnotherExecutor() throws Exception {
        ExecutorService outer = open();
        ExecutorService inner = open();
        assertEquals(7, outer.submit(() -> inner.submit(() -> 7).get()).get());
    }

    @Test
    void shouldLetATaskEndBeforeItsSubmitReturns() throws Exception {
        ExecutorService executor = open();
        for (int i = 0; i < 300; i++) {
            int round = i;
            CountDownLatch ran = new CountDownLatch(1);
            executor.execute(ran::countDown);
            Future<Integer> future = executor.submit(() -> round);
            ran.await();
            assertEquals(round, future.get());
            assertEquals(round, future.get());
        }
    }

    @Test
    void shouldStartTasksInTheOrderOfSubmission() throws Exception {
        requires(Habit.STARTS_IN_ORDER);
        ExecutorService executor = open();
        List<Gate> running = occupy(executor);
        List<Integer> started = Collections.synchronizedList(new ArrayList<>());
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int task = i;
            executor.execute(() -> started.add(task));
            expected.add(task);
        }
        running.get(0).open();
        eventually("all have run", () -> started.size() == expected.size());
        assertEquals(expected, started);
    }

    @Test
    void shouldRunAsManyAtOnceAsItHasThreads() throws Exception {
        ExecutorService executor = open();
        CountDownLatch together = new CountDownLatch(subject().parallelism());
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < subject().parallelism(); i++) {
            futures.add(executor.submit(() -> {
                together.countDown();
                together.await();
                return null;
            }));
        }
        for (Future<?> future : futures) {
            future.get();
        }
    }

    @Test
    void shouldNeverRunMoreAtOnceThanItHasThreads() throws Exception {
        ExecutorService executor = open();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int i = 0; i < BURST; i++) {
            executor.execute(() -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.yield();
                running.decrementAndGet();
            });
        }
        finish(executor);
        assertTrue(most.get() <= subject().parallelism(), "at once: " + most);
    }
}
