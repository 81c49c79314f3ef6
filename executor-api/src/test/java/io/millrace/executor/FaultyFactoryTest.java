package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Thread factories, and handlers, that throw what the compiler would not let them. */
class FaultyFactoryTest {

    /** What a factory, or a task, throws; the last one a checked exception, as from Kotlin or by a trick. */
    enum Failure {
        EXCEPTION(new IllegalStateException("planned")),
        ERROR(new OutOfMemoryError("planned")),
        CHECKED(new IOException("planned"));

        private final Throwable thrown;

        Failure(Throwable thrown) {
            this.thrown = thrown;
        }

        void raise() {
            FaultyFactoryTest.<RuntimeException>sneak(thrown);
        }
    }

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final AtomicBoolean broken = new AtomicBoolean();

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        throw (E) failure;
    }

    private ThreadFactory factory(Failure failure) {
        return loop -> {
            if (broken.get()) {
                failure.raise();
            }
            return threads.newThread(loop);
        };
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnWithTheWorkersThereAre(Failure failure) throws Exception {
        AtomicInteger ran = new AtomicInteger();
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .workers(3)
                .threadFactory(factory(failure))
                .build()) {
            List<ExecutorService> ways = Ways.of(executor);
            // Directed tasks are for this one alone.
            ways.get(Ways.DIRECTED).submit(() -> {}).get();
            broken.set(true);
            for (int i = 0; i < 20; i++) {
                for (ExecutorService way : ways) {
                    way.submit(ran::incrementAndGet).get();
                }
                executor.schedule(ran::incrementAndGet, 1, TimeUnit.MICROSECONDS)
                        .get();
            }
        }
        assertEquals(120, ran.get());
        assertEquals(1, threads.made.size());
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeNothingOfATaskThatIsRefused(Failure failure) throws Exception {
        MillraceExecutor executor = MillraceExecutors.builder()
                .workers(2)
                .queueLimit(3)
                .threadFactory(factory(failure))
                .build();
        List<ExecutorService> ways = Ways.of(executor);
        broken.set(true);
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            for (ExecutorService way : ways) {
                assertSame(failure.thrown, assertThrows(Throwable.class, () -> way.execute(ran::incrementAndGet)));
            }
            assertSame(
                    failure.thrown,
                    assertThrows(Throwable.class, () -> executor.schedule(ran::incrementAndGet, 1, TimeUnit.HOURS)));
        }
        assertEquals(0, executor.placesTaken());
        assertEquals(0, executor.snapshot().inFlight());
        assertEquals(0, executor.keys().size());
        for (ExecutorService view : ways.subList(1, ways.size())) {
            view.shutdown();
            assertTrue(view.awaitTermination(0, TimeUnit.SECONDS), view.toString());
        }
        broken.set(false);
        executor.submit(ran::incrementAndGet).get();
        executor.close();
        assertEquals(1, ran.get());
    }

    /** Workers that retire at once come back by those who bring tasks out of the backlog, who cannot be told of a failure. */
    @ParameterizedTest
    @EnumSource
    void shouldLeaveNothingBehindWhenTheFactoryFailsNowAndThen(Failure failure) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .workers(2)
                .credits(1)
                .keepAlive(Duration.ZERO)
                .threadFactory(loop -> {
                    if (calls.incrementAndGet() % 3 == 0) {
                        failure.raise();
                    }
                    return threads.newThread(loop);
                })
                .build()) {
            List<ExecutorService> ways = Ways.of(executor);
            for (int i = 0; i < 1_000; i++) {
                try {
                    ways.get(i % ways.size()).execute(ran::incrementAndGet);
                    accepted.incrementAndGet();
                } catch (Throwable refused) {
                    assertSame(failure.thrown, refused);
                }
            }
        }
        assertEquals(accepted.get(), ran.get());
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndWhatACallerRunsAndThatThrows(Failure failure) throws Exception {
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .workers(1)
                .queueLimit(1)
                .threadFactory(threads)
                .onRejection(RejectedTaskHandler.callerRuns())
                .build()) {
            Series series = executor.newSeries();
            List<ExecutorService> ways =
                    List.of(executor, executor.atomic("key"), executor.ordered(series), executor.priority(1));
            Gate gate = new Gate();
            executor.execute(gate);
            gate.entered();
            executor.execute(() -> {});
            for (ExecutorService way : ways) {
                assertSame(failure.thrown, assertThrows(Throwable.class, () -> way.execute(failure::raise)));
            }
            gate.open();
            for (ExecutorService view : ways.subList(1, ways.size())) {
                view.shutdown();
                assertTrue(view.awaitTermination(10, TimeUnit.SECONDS), view.toString());
            }
            executor.shutdown();
            assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS));
            assertEquals(0, series.outstanding());
            assertEquals(0, executor.placesTaken());
        }
        threads.assertNothingUncaught();
    }

    /** A thread whose place was about to be given to another keeps it if there is no other, also if it wakes meanwhile. */
    @Test
    void shouldLeaveThePlaceToItsThreadIfThereIsNoSpare() throws Exception {
        CountDownLatch asleep = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch woken = new CountDownLatch(1);
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .workers(1)
                .spares(1)
                .threadFactory(loop -> {
                    if (calls.incrementAndGet() == 2) {
                        asleep.countDown();
                        awaitFor(woken);
                        throw new IllegalStateException("planned");
                    }
                    return threads.newThread(loop);
                })
                .build()) {
            executor.execute(() -> {
                awaitFor(asleep);
                woken.countDown();
            });
            assertEquals(1, executor.submit(() -> 1).get(30, TimeUnit.SECONDS));
            assertEquals(2, executor.submit(() -> 2).get(30, TimeUnit.SECONDS));
        }
    }

    private static void awaitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
    }
}
