package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a task waits for and therefore runs itself has all that it would have had from a worker, and once. */
class EarlyRunTest {

    /** How the inner task is handed in. */
    enum Kind {
        SUBMITTED {
            @Override
            <T> Future<T> submit(MillraceExecutor executor, Callable<T> task) {
                return executor.submit(task);
            }
        },
        FORKING {
            @Override
            <T> Future<T> submit(MillraceExecutor executor, Callable<T> task) {
                return executor.submit(ForkJoinTask.adapt(task));
            }
        };

        abstract <T> Future<T> submit(MillraceExecutor executor, Callable<T> task);
    }

    private static final class Log implements TaskHooks {

        private final List<Runnable> before = Collections.synchronizedList(new ArrayList<>());
        private final List<Runnable> after = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void beforeExecute(Thread worker, Runnable task) {
            assertSame(Thread.currentThread(), worker);
            before.add(task);
        }

        @Override
        public void afterExecute(Runnable task, @Nullable Throwable failure) {
            after.add(task);
        }
    }

    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicBoolean open = new AtomicBoolean();
    private TimeLimit limit;

    @BeforeEach
    void limit() {
        limit = TimeLimit.seconds(20);
    }

    @AfterEach
    void endLimit() {
        limit.close();
    }

    private static MillraceExecutorBuilder builder() {
        return MillraceExecutors.builder().workers(1).spares(4);
    }

    /** Not a wait that the executor notices: no other thread takes the place. */
    private static void spinUntil(AtomicBoolean flag) {
        while (!flag.get()) {
            Thread.onSpinWait();
        }
    }

    private static void spin(long millis) {
        long since = System.nanoTime();
        while (System.nanoTime() - since < TimeUnit.MILLISECONDS.toNanos(millis)) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCallTheHooksOnce(Kind kind) throws Exception {
        Log log = new Log();
        MillraceExecutor executor = builder().hooks(log).build();
        AtomicReference<Future<Thread>> inner = new AtomicReference<>();
        Future<Thread> outer = executor.submit(() -> {
            inner.set(kind.submit(executor, Thread::currentThread));
            assertSame(Thread.currentThread(), inner.get().get());
            return Thread.currentThread();
        });
        outer.get();
        executor.close();
        assertEquals(List.of(outer, inner.get()), log.before);
        assertEquals(List.of(inner.get(), outer), log.after);
        assertEquals(2, executor.snapshot().completed());
    }

    /** The one that waits takes as long as it does for who waits for it, with what it runs meanwhile. */
    @ParameterizedTest
    @EnumSource
    void shouldRecordTheTimesOfBoth(Kind kind) throws Exception {
        for (boolean keyed : List.of(false, true)) {
            for (MillraceExecutorBuilder builder : List.of(builder(), builder().queueLimit(5))) {
                MillraceExecutor executor = builder.recordLatency().build();
                ExecutorService wayOfOuter = keyed ? executor.atomic("key") : executor;
                wayOfOuter
                        .submit(() -> {
                            Future<?> inner = kind.submit(executor, () -> {
                                spin(30);
                                return null;
                            });
                            spin(20);
                            return inner.get();
                        })
                        .get();
                executor.close();
                ExecutorStatistics statistics = executor.statistics();
                ExecutorStatistics.Latency ofInner = statistics.plain();
                ExecutorStatistics.Latency ofOuter = keyed ? statistics.keyed() : ofInner;
                assertEquals(keyed ? 1 : 2, ofInner.service().count());
                assertEquals(keyed ? 1 : 2, ofInner.queueWait().count());
                assertEquals(keyed ? 1 : 2, ofOuter.service().count());
                // The lower one of two is that of the inner task.
                assertTrue(ofInner.service().percentileNanos(50) >= 29_000_000, ofInner::toString);
                assertTrue(ofInner.queueWait().maxNanos() >= 20_000_000, ofInner::toString);
                assertTrue(ofOuter.service().maxNanos() >= 50_000_000, ofOuter::toString);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotRunWhatAHookRefuses(Kind kind) throws Exception {
        AtomicReference<Future<?>> inner = new AtomicReference<>();
        MillraceExecutor executor = builder()
                .hooks(new TaskHooks() {
                    @Override
                    public void beforeExecute(Thread worker, Runnable task) {
                        if (task == inner.get()) {
                            throw new IllegalStateException("planned");
                        }
                    }
                })
                .threadFactory(loop -> {
                    Thread thread = new Thread(loop);
                    thread.setUncaughtExceptionHandler((of, failure) -> {});
                    return thread;
                })
                .build();
        executor.submit(() -> {
                    inner.set(kind.submit(executor, ran::incrementAndGet));
                    return assertThrows(
                            CancellationException.class, () -> inner.get().get());
                })
                .get();
        executor.close();
        assertEquals(0, ran.get());
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotRunWhatHasWaitedTooLong(Kind kind) throws Exception {
        MillraceExecutor executor =
                builder().queueTimeout(Duration.ofMillis(300)).build();
        executor.submit(() -> {
                    Future<Integer> inner = kind.submit(executor, ran::incrementAndGet);
                    spin(320);
                    return assertThrows(CancellationException.class, inner::get);
                })
                .get();
        executor.close();
        assertEquals(0, ran.get());
        assertEquals(1, executor.snapshot().overdue());
        assertEquals(2, executor.snapshot().completed());
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotDiscardWhatRuns(Kind kind) throws Exception {
        MillraceExecutor executor = builder()
                .queueLimit(2)
                .onRejection(RejectedTaskHandler.discardOldest())
                .build();
        CountDownLatch begun = new CountDownLatch(1);
        Future<Integer> outer = executor.submit(() -> {
            Future<Integer> inner = kind.submit(executor, () -> {
                begun.countDown();
                spinUntil(open);
                return 7;
            });
            return inner.get();
        });
        begun.await();
        for (int i = 0; i < 10; i++) {
            executor.execute(ran::incrementAndGet);
        }
        open.set(true);
        assertEquals(7, outer.get());
        executor.close();
        assertEquals(0, executor.placesTaken());
        assertEquals(10, ran.get() + executor.snapshot().discarded());
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveThePlaceBackAtOnce(Kind kind) throws Exception {
        MillraceExecutor executor = builder().queueLimit(1).build();
        int sum = executor.submit(() -> {
                    int all = 0;
                    for (int i = 0; i < 1000; i++) {
                        all += kind.submit(executor, () -> 1).get();
                    }
                    return all;
                })
                .get();
        executor.close();
        assertEquals(1000, sum);
        assertEquals(0, executor.placesTaken());
        assertEquals(1001, executor.snapshot().completed());
    }

    /** It has no place yet that could be given back. */
    @Test
    void shouldNotRunWhatWaitsToComeIn() throws Exception {
        MillraceExecutor executor = builder().queueLimit(1).build();
        ForkJoinTask<Integer> refused = ForkJoinTask.adapt(ran::incrementAndGet);
        executor.submit(() -> {
                    executor.submit(() -> 1);
                    assertThrows(RuntimeException.class, () -> executor.submit(refused));
                    return refused.join();
                })
                .get();
        executor.close();
        assertEquals(1, ran.get());
        assertEquals(0, executor.placesTaken());
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotReturnWhatHasBegun(Kind kind) throws Exception {
        for (MillraceExecutorBuilder builder :
                List.of(builder(), builder().queueLimit(5), builder().hooks(new Log()))) {
            MillraceExecutor executor = builder.build();
            CountDownLatch begun = new CountDownLatch(1);
            open.set(false);
            Future<Integer> outer = executor.submit(() -> {
                Future<Integer> inner = kind.submit(executor, () -> {
                    begun.countDown();
                    spinUntil(open);
                    return 7;
                });
                executor.submit(() -> 8);
                return inner.get();
            });
            begun.await();
            assertEquals(1, executor.shutdownNow().size());
            open.set(true);
            assertEquals(7, outer.get());
            executor.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotRunWhatWasReturned(Kind kind) throws Exception {
        for (MillraceExecutorBuilder builder :
                List.of(builder(), builder().queueLimit(5), builder().hooks(new Log()))) {
            MillraceExecutor executor = builder.build();
            CountDownLatch submitted = new CountDownLatch(1);
            AtomicBoolean asks = new AtomicBoolean();
            AtomicReference<Future<Integer>> inner = new AtomicReference<>();
            open.set(false);
            executor.execute(() -> {
                inner.set(kind.submit(executor, ran::incrementAndGet));
                submitted.countDown();
                spinUntil(open);
                Thread.interrupted();
                asks.set(true);
                assertThrows(Exception.class, () -> inner.get().get());
            });
            submitted.await();
            assertEquals(List.of(inner.get()), executor.shutdownNow());
            open.set(true);
            spinUntil(asks);
            spin(5);
            inner.get().cancel(false);
            executor.close();
            assertEquals(0, ran.get());
        }
    }

    /** What {@code shutdownNow} returns is for another executor to run, also for one that records it. */
    @ParameterizedTest
    @EnumSource
    void shouldRunInAnotherExecutorWhatWasReturned(Kind kind) throws Exception {
        MillraceExecutor executor = builder().build();
        CountDownLatch submitted = new CountDownLatch(1);
        AtomicReference<Future<Integer>> inner = new AtomicReference<>();
        executor.execute(() -> {
            inner.set(kind.submit(executor, ran::incrementAndGet));
            submitted.countDown();
            spinUntil(open);
        });
        submitted.await();
        List<Runnable> returned = executor.shutdownNow();
        open.set(true);
        executor.close();
        try (MillraceExecutor other = builder().recordLatency().build()) {
            returned.forEach(other::execute);
            assertEquals(1, inner.get().get(10, TimeUnit.SECONDS));
        }
        assertEquals(1, ran.get());
    }

    @Test
    void shouldReturnAForkJoinTaskThatWasExecuted() throws Exception {
        MillraceExecutor executor = builder().build();
        CountDownLatch begun = new CountDownLatch(1);
        executor.execute(() -> {
            begun.countDown();
            spinUntil(open);
        });
        begun.await();
        ForkJoinTask<?> task = ForkJoinTask.adapt(() -> {});
        executor.execute(task);
        assertEquals(List.of(task), executor.shutdownNow());
        open.set(true);
        executor.close();
    }

    /** What a thread forks that is no worker stands in the line of all tasks, and is a part of its task all the same. */
    @Test
    void shouldCancelWhatACallerHasForked() throws Exception {
        MillraceExecutor executor = builder()
                .queueLimit(1)
                .onRejection(RejectedTaskHandler.callerRuns())
                .build();
        CountDownLatch begun = new CountDownLatch(1);
        executor.execute(() -> {
            begun.countDown();
            spinUntil(open);
        });
        begun.await();
        Runnable waits = ran::incrementAndGet;
        executor.execute(waits);
        ForkJoinTask<?> part = ForkJoinTask.adapt(ran::incrementAndGet);
        List<Runnable> returned = new ArrayList<>();
        executor.execute(() -> {
            part.fork();
            returned.addAll(executor.shutdownNow());
        });
        assertEquals(List.of(waits), returned);
        assertTrue(part.isCancelled());
        open.set(true);
        executor.close();
        assertEquals(0, ran.get());
    }

    @Test
    void shouldBringTheContextOfATaskThatIsJoined() throws Exception {
        ThreadLocal<String> name = ThreadLocal.withInitial(() -> "none");
        MillraceExecutor executor = builder()
                .context(() -> {
                    String captured = name.get();
                    return () -> {
                        String before = name.get();
                        name.set(captured);
                        return () -> name.set(before);
                    };
                })
                .build();
        executor.submit(() -> {
                    name.set("outer");
                    ForkJoinTask<String> inner = executor.submit(ForkJoinTask.adapt((Callable<String>) name::get));
                    name.set("changed");
                    assertEquals("outer", inner.join());
                    return assertEqualsAndReturn("changed", name.get());
                })
                .get();
        executor.close();
    }

    private static String assertEqualsAndReturn(String expected, String actual) {
        assertEquals(expected, actual);
        return actual;
    }

    @Test
    void shouldFailAForkJoinTaskWhoseContextCannotBeOpened() throws Exception {
        IllegalStateException planned = new IllegalStateException("planned");
        MillraceExecutor executor = builder()
                .context(() -> () -> {
                    throw planned;
                })
                .threadFactory(loop -> {
                    Thread thread = new Thread(loop);
                    thread.setUncaughtExceptionHandler((of, failure) -> {});
                    return thread;
                })
                .build();
        ForkJoinTask<?> task = executor.submit(ForkJoinTask.adapt(() -> {}));
        assertSame(planned, assertThrows(ExecutionException.class, task::get).getCause());
        executor.close();
    }

    /** The completion service hands in another object than the future that it returns: that is what the hooks see. */
    @Test
    void shouldLeaveToItsWorkerWhatStandsInLineAsSomethingElse() throws Exception {
        Log log = new Log();
        MillraceExecutor executor = builder().hooks(log).build();
        executor.submit(() -> new ExecutorCompletionService<Integer>(executor)
                        .submit(() -> 7)
                        .get())
                .get();
        executor.close();
        assertEquals(2, log.before.size());
        assertEquals(2, log.after.size());
    }
}
