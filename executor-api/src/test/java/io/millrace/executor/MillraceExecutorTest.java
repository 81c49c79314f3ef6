package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MillraceExecutorTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutor executor;

    @BeforeEach
    void openExecutor() {
        executor = MillraceExecutors.newFixedThreadPool(2, threads);
    }

    @AfterEach
    void closeExecutor() {
        executor.shutdownNow();
        executor.close();
    }

    @Test
    void shouldRunATask() throws Exception {
        assertEquals("done", executor.submit(() -> "done").get());
    }

    @Test
    void shouldRunEveryTaskSubmittedBeforeShutdown() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 10_000; i++) {
            executor.execute(ran::incrementAndGet);
        }
        executor.shutdown();
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(10_000, ran.get());
    }

    @Test
    void shouldBeTerminatedRightAfterShutdownWhenUnused() {
        executor.shutdown();
        assertTrue(executor.isShutdown());
        assertTrue(executor.isTerminated());
        assertEquals(0, threads.made.size());
    }

    @Test
    void shouldStartWorkersOnDemandUpToTheLimit() throws Exception {
        assertEquals(0, executor.snapshot().workers());
        executor.submit(() -> {}).get();
        assertEquals(1, executor.snapshot().workers());
        executor.submit(() -> {}).get();
        executor.submit(() -> {}).get();
        assertEquals(2, executor.snapshot().workers());
        assertEquals(2, threads.made.size());
    }

    @Test
    void shouldRejectAfterShutdownAndSayWhy() {
        executor.shutdown();
        RejectedExecutionException rejection =
                assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
        assertTrue(rejection.getMessage().contains("state=terminated"), rejection.getMessage());
        assertThrows(RejectedExecutionException.class, executor::newSeries);
    }

    @Test
    void shouldRefuseNullBeforeAnythingIsEnqueued() {
        assertThrows(NullPointerException.class, () -> executor.execute(null));
        assertThrows(NullPointerException.class, () -> executor.submit((Runnable) null));
        assertThrows(NullPointerException.class, () -> executor.submit((Callable<?>) null));
        assertThrows(NullPointerException.class, () -> executor.atomic(null));
        assertEquals(0, threads.made.size());
        assertEquals(0, executor.snapshot().inFlight());
    }

    @Test
    void shouldInvokeAllAndAny() throws Exception {
        List<Callable<Integer>> tasks = IntStream.range(0, 100)
                .<Callable<Integer>>mapToObj(i -> () -> i)
                .toList();
        int sum = 0;
        for (Future<Integer> future : executor.invokeAll(tasks)) {
            sum += future.get();
        }
        assertEquals(4950, sum);
        assertTrue(executor.invokeAny(tasks) < 100);
    }

    @Test
    void shouldLetTasksWaitForEachOther() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        Callable<Boolean> task = () -> {
            both.countDown();
            return both.await(10, TimeUnit.SECONDS);
        };
        for (Future<Boolean> future : executor.invokeAll(List.of(task, task))) {
            assertTrue(future.get());
        }
    }

    @Test
    void shouldAcceptTasksFromItsOwnTasks() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        executor.execute(new Runnable() {
            @Override
            public void run() {
                if (ran.incrementAndGet() == 5_000) {
                    done.countDown();
                } else {
                    executor.execute(this);
                }
            }
        });
        assertTrue(done.await(20, TimeUnit.SECONDS));
    }

    @Test
    void shouldRunInsideAnotherExecutor() throws Exception {
        try (MillraceExecutor inner = MillraceExecutors.newFixedThreadPool(1)) {
            Future<Integer> outer = executor.submit(() -> inner.submit(() -> 7).get());
            assertEquals(7, outer.get());
        }
    }

    @Test
    void shouldNotTerminateWhileATaskRuns() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Future<?> running = executor.submit(() -> release.await(20, TimeUnit.SECONDS));
        executor.shutdown();
        assertFalse(executor.awaitTermination(1, TimeUnit.MILLISECONDS));
        assertFalse(executor.isTerminated());
        release.countDown();
        running.get();
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
    }

    @Test
    void shouldStopAndStayInterruptedWhenCloseIsInterrupted() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        executor.execute(() -> {
            started.countDown();
            try {
                never.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        started.await();
        Thread.currentThread().interrupt();
        executor.close();
        assertTrue(Thread.interrupted());
        assertTrue(executor.isTerminated());
    }

    @Test
    void shouldCountWhatItDid() throws Exception {
        for (int i = 0; i < 50; i++) {
            executor.submit(() -> {}).get();
        }
        executor.close();
        ExecutorSnapshot snapshot = executor.snapshot();
        assertEquals(50, snapshot.completed());
        assertEquals(0, snapshot.active());
        assertEquals(0, snapshot.backlog());
        assertEquals(0, snapshot.inFlight());
        assertEquals(0, snapshot.workers());
        assertTrue(executor.toString().contains("terminated"), executor.toString());
    }
}
