package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A future that the executor has cancelled says why. */
class DroppedFutureTest {

    private static final Duration SOON = Duration.ofMillis(200);

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final CountDownLatch open = new CountDownLatch(1);

    private MillraceExecutor open(UnaryOperator<MillraceExecutorBuilder> choices) {
        return choices.apply(MillraceExecutors.builder().name("mill").workers(1).threadFactory(threads))
                .build();
    }

    private void await() {
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void assertSays(String message, Future<?> future) {
        assertEquals(
                message, assertThrows(CancellationException.class, future::get).getMessage());
        assertEquals(
                message,
                assertThrows(CancellationException.class, () -> future.get(10, TimeUnit.SECONDS))
                        .getMessage());
    }

    @Test
    void shouldSayThatItsTurnCameTooLate() throws Exception {
        try (MillraceExecutor executor = open(builder -> builder.queueTimeout(SOON))) {
            Gate gate = new Gate();
            executor.execute(gate);
            gate.entered();
            List<Future<?>> futures = List.of(
                    executor.submit(() -> {}),
                    executor.atomic("key").submit(() -> {}),
                    executor.ordered(executor.newSeries()).submit(() -> {}),
                    executor.directed(0).submit(() -> {}),
                    executor.priority(7).submit(() -> {}));
            long late = System.nanoTime() + SOON.toNanos() + 1_000_000;
            while (System.nanoTime() - late < 0) {
                Thread.onSpinWait();
            }
            gate.open();
            for (Future<?> future : futures) {
                assertThrows(CancellationException.class, () -> future.get(10, TimeUnit.SECONDS));
                assertSays(
                        "not started, it has waited for longer than queueTimeout allows: executor=mill, queueTimeout=PT0.2S",
                        future);
            }
            executor.shutdown();
            assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS));
            assertEquals(5, executor.snapshot().overdue());
        }
    }

    @Test
    void shouldSayThatThereWasNoRoom() {
        try (MillraceExecutor executor =
                open(builder -> builder.queueLimit(0).onRejection(RejectedTaskHandler.discard()))) {
            executor.execute(this::await);
            assertSays(
                    "dropped, there was no room for it: executor=mill, queueLimit=0, workers=1, unfinished=1",
                    executor.submit(() -> {}));
            executor.shutdown();
            assertSays("dropped, it came after the end: executor=mill, state=shut down", executor.submit(() -> {}));
            open.countDown();
        }
    }

    @Test
    void shouldSayThatTheHookHasThrown() {
        TaskHooks failing = new TaskHooks() {
            @Override
            public void beforeExecute(Thread worker, Runnable task) {
                throw new IllegalStateException("planned");
            }
        };
        String why = "not started, the hook beforeExecute has thrown: java.lang.IllegalStateException: planned";
        try (MillraceExecutor executor = open(builder -> builder.hooks(failing))) {
            assertSays(why, executor.submit(() -> {}));
            assertSays(why, executor.atomic("key").submit(() -> {}));
            assertSays(why, executor.schedule(() -> {}, 1, TimeUnit.MILLISECONDS));
        }
    }

    /** What others have made, and what its owner has cancelled, throws as ever. */
    @Test
    void shouldSayNothingOfWhatItDoesNotKnow() {
        try (MillraceExecutor executor =
                open(builder -> builder.queueLimit(1).onRejection(RejectedTaskHandler.discard()))) {
            executor.execute(this::await);
            Future<?> cancelled = executor.submit(() -> {});
            cancelled.cancel(false);
            assertNull(assertThrows(CancellationException.class, cancelled::get).getMessage());
            FutureTask<?> foreign = new FutureTask<>(() -> "never");
            executor.execute(foreign);
            assertNull(assertThrows(CancellationException.class, foreign::get).getMessage());
            assertTrue(foreign.isCancelled());
            open.countDown();
        }
    }

    @Test
    void shouldSayForHowLongAPatientSubmitterHasWaited() {
        try (MillraceExecutor executor = open(
                builder -> builder.queueLimit(0).onRejection(RejectedTaskHandler.waiting(Duration.ofMillis(20))))) {
            executor.execute(this::await);
            assertEquals(
                    "no room for another task, nothing was submitted: waited=20 ms, executor=mill, queueLimit=0, workers=1,"
                            + " unfinished=1; submit less, wait longer, or raise queueLimit",
                    assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}))
                            .getMessage());
            assertEquals(1, executor.snapshot().rejected());
            open.countDown();
        }
    }
}
