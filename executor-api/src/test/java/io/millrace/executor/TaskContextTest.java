package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes along from the thread that submits: by every way, in its task alone, and with no harm when it fails. */
class TaskContextTest {

    private static final ThreadLocal<@Nullable String> USER = new ThreadLocal<>();

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final AtomicInteger captured = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    private final TaskContext user = () -> {
        captured.incrementAndGet();
        String mine = USER.get();
        return () -> {
            String before = USER.get();
            open.incrementAndGet();
            USER.set(mine);
            return () -> {
                USER.set(before);
                open.decrementAndGet();
            };
        };
    };

    private MillraceExecutorBuilder builder() {
        return MillraceExecutors.builder().workers(1).threadFactory(threads).context(user);
    }

    /** Submits in some way a task that says what the user is, and returns that. */
    private interface WayIn {
        @Nullable
        String user(MillraceExecutor executor) throws Exception;
    }

    private static @Nullable String byExecute(ExecutorService way) throws Exception {
        CompletableFuture<@Nullable String> seen = new CompletableFuture<>();
        way.execute(() -> seen.complete(USER.get()));
        return seen.get(10, TimeUnit.SECONDS);
    }

    private static @Nullable String bySubmit(ExecutorService way) throws Exception {
        return way.submit(USER::get).get(10, TimeUnit.SECONDS);
    }

    private static Map<String, WayIn> ways() {
        Map<String, WayIn> ways = new LinkedHashMap<>();
        ways.put("execute", TaskContextTest::byExecute);
        ways.put("submit", TaskContextTest::bySubmit);
        ways.put("own future", executor -> {
            FutureTask<@Nullable String> own = new FutureTask<>(USER::get);
            executor.execute(own);
            return own.get(10, TimeUnit.SECONDS);
        });
        ways.put(
                "invokeAll",
                executor -> executor.invokeAll(List.<Callable<@Nullable String>>of(USER::get))
                        .get(0)
                        .get());
        ways.put("invokeAny", executor -> executor.invokeAny(List.<Callable<@Nullable String>>of(USER::get)));
        ways.put(
                "stage",
                executor -> CompletableFuture.supplyAsync(USER::get, executor).get(10, TimeUnit.SECONDS));
        ways.put(
                "schedule",
                executor -> executor.schedule((Callable<@Nullable String>) USER::get, 1, TimeUnit.MILLISECONDS)
                        .get(10, TimeUnit.SECONDS));
        ways.put("periodic", executor -> {
            List<@Nullable String> seen = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch twice = new CountDownLatch(2);
            Future<?> task = executor.scheduleAtFixedRate(
                    () -> {
                        seen.add(USER.get());
                        twice.countDown();
                    },
                    0,
                    1,
                    TimeUnit.MILLISECONDS);
            assertTrue(twice.await(10, TimeUnit.SECONDS));
            task.cancel(false);
            assertEquals(seen.get(0), seen.get(1));
            return seen.get(0);
        });
        ways.put("admit", executor -> {
            CompletableFuture<@Nullable String> seen = new CompletableFuture<>();
            executor.admit(() -> seen.complete(USER.get())).get(10, TimeUnit.SECONDS);
            return seen.get(10, TimeUnit.SECONDS);
        });
        ways.put("fork/join", executor -> {
            CompletableFuture<@Nullable String> seen = new CompletableFuture<>();
            executor.submit(new RecursiveAction() {
                @Override
                protected void compute() {
                    seen.complete(USER.get());
                }
            });
            return seen.get(10, TimeUnit.SECONDS);
        });
        ways.put("atomic execute", executor -> byExecute(executor.atomic("key")));
        ways.put("atomic submit", executor -> bySubmit(executor.atomic("key")));
        ways.put("ordered execute", executor -> byExecute(executor.ordered(executor.newSeries())));
        ways.put("ordered submit", executor -> bySubmit(executor.ordered(executor.newSeries())));
        ways.put("directed execute", executor -> byExecute(executor.directed()));
        ways.put("directed submit", executor -> bySubmit(executor.directed()));
        ways.put("priority execute", executor -> byExecute(executor.priority(0)));
        ways.put("priority submit", executor -> bySubmit(executor.priority(0)));
        return ways;
    }

    @TestFactory
    Stream<DynamicTest> shouldComeAlongByEveryWay() {
        Map<String, MillraceExecutorBuilder> kinds = new LinkedHashMap<>();
        kinds.put("plain", builder());
        kinds.put("with spares", builder().spares(4));
        kinds.put("with a bound", builder().queueLimit(4).queueTimeout(Duration.ofMinutes(1)));
        kinds.put("with hooks", builder().hooks(new TaskHooks() {}));
        kinds.put("watched for slow waits", builder().slowWait(Duration.ofNanos(1)));
        return kinds.entrySet().stream()
                .flatMap(kind -> ways().entrySet().stream()
                        .map(way -> DynamicTest.dynamicTest(
                                kind.getKey() + ", " + way.getKey(),
                                () -> checkComesAlong(kind.getValue(), way.getValue(), way.getKey()))));
    }

    private void checkComesAlong(MillraceExecutorBuilder kind, WayIn way, String name) throws Exception {
        captured.set(0);
        try (MillraceExecutor executor = kind.build()) {
            USER.set("Ada");
            assertEquals("Ada", way.user(executor));
            USER.remove();
            assertNull(way.user(executor), "the user of another task");
        } finally {
            USER.remove();
        }
        threads.join();
        assertEquals(0, open.get(), "scopes that were not closed");
        assertEquals(name.equals("invokeAny") ? 4 : 2, captured.get());
        assertEquals(List.of(), List.copyOf(threads.uncaught));
    }

    /** A worker that waits for a task runs it on top of its own. */
    @Test
    void shouldGiveATaskThatIsRunByItsWaiterItsOwn() throws Exception {
        try (MillraceExecutor executor = builder().spares(2).build()) {
            USER.set("Ada");
            List<@Nullable String> seen = executor.submit(() -> {
                        List<@Nullable String> users = new ArrayList<>();
                        USER.set("Grace");
                        Future<@Nullable String> inner = executor.submit(USER::get);
                        USER.set("Ada");
                        users.add(inner.get());
                        users.add(USER.get());
                        return users;
                    })
                    .get(10, TimeUnit.SECONDS);
            assertEquals(List.of("Grace", "Ada"), seen);
        } finally {
            USER.remove();
        }
    }

    @Test
    void shouldNotHoldForWhatIsForkedNorForJobs() throws Exception {
        List<@Nullable String> seen = Collections.synchronizedList(new ArrayList<>());
        MillraceExecutor executor = builder().build();
        USER.set("Ada");
        executor.newSeries().submit(new OrderedJob() {
            @Override
            public void parallel(Worker worker, long place) {
                seen.add(USER.get());
            }

            @Override
            public void serial(Worker worker) {
                seen.add(USER.get());
            }
        });
        USER.remove();
        executor.close();
        assertEquals(Collections.nCopies(2, null), seen);
        assertEquals(0, captured.get());
    }

    @Test
    void shouldShowHooksAndShutdownNowWhatWasSubmitted() throws Exception {
        ConcurrentLinkedQueue<Runnable> hooked = new ConcurrentLinkedQueue<>();
        TaskHooks hooks = new TaskHooks() {
            @Override
            public void beforeExecute(Thread worker, Runnable task) {
                hooked.add(task);
            }

            @Override
            public void afterExecute(Runnable task, @Nullable Throwable failure) {
                hooked.add(task);
            }
        };
        for (MillraceExecutorBuilder kind :
                List.of(builder(), builder().queueLimit(100), builder().queueTimeout(Duration.ofHours(1)))) {
            hooked.clear();
            MillraceExecutor executor = kind.hooks(hooks).build();
            Gate gate = new Gate();
            executor.execute(gate);
            gate.entered();
            List<Runnable> waiting = new ArrayList<>();
            for (ExecutorService way : List.of(
                    executor, executor.atomic("key"), executor.ordered(executor.newSeries()), executor.directed())) {
                Runnable command = new Gate();
                way.execute(command);
                waiting.add(command);
                waiting.add((Runnable) way.submit(() -> "unused"));
            }
            waiting.add((Runnable) executor.schedule(() -> {}, 1, TimeUnit.DAYS));
            List<Runnable> unstarted = executor.shutdownNow();
            assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS));
            assertEquals(waiting.size(), unstarted.size());
            assertEquals(Set.copyOf(waiting), Set.copyOf(unstarted));
            assertEquals(List.of(gate, gate), List.copyOf(hooked));
        }
    }

    @Test
    void shouldShowHooksWhatWasSubmittedByEveryView() throws Exception {
        for (MillraceExecutorBuilder kind : List.of(builder(), builder().queueTimeout(Duration.ofHours(1)))) {
            ConcurrentLinkedQueue<Runnable> hooked = new ConcurrentLinkedQueue<>();
            MillraceExecutor executor = kind.hooks(new TaskHooks() {
                        @Override
                        public void beforeExecute(Thread worker, Runnable task) {
                            hooked.add(task);
                        }
                    })
                    .build();
            Set<Runnable> submitted = new HashSet<>();
            for (ExecutorService way : List.of(
                    executor, executor.atomic("key"), executor.ordered(executor.newSeries()), executor.directed())) {
                Gate command = new Gate();
                command.open();
                way.execute(command);
                submitted.add(command);
                submitted.add((Runnable) way.submit(() -> "unused"));
            }
            executor.close();
            assertEquals(submitted, Set.copyOf(hooked));
        }
    }

    @Test
    void shouldShowPoliciesWhatWasSubmitted() throws Exception {
        List<Runnable> refused = new ArrayList<>();
        Gate gate = new Gate();
        try (MillraceExecutor executor = builder()
                .queueLimit(1)
                .onRejection(task -> {
                    refused.add(task.task());
                    task.discardOldest();
                })
                .build()) {
            executor.execute(gate);
            gate.entered();
            FutureTask<String> oldest = new FutureTask<>(() -> "unused");
            executor.execute(oldest);
            Runnable newest = () -> {};
            executor.execute(newest);
            assertEquals(List.of(newest), refused);
            assertTrue(oldest.isCancelled());
            gate.open();
        }
    }

    @Test
    void shouldCancelAndPurgeWhatWasSubmitted() throws Exception {
        Gate gate = new Gate();
        try (MillraceExecutor executor = builder().build()) {
            executor.execute(gate);
            gate.entered();
            FutureTask<String> cancelled = new FutureTask<>(() -> "unused");
            executor.execute(cancelled);
            cancelled.cancel(false);
            executor.purge();
            assertEquals(0, executor.snapshot().backlog());
            gate.open();
        }
    }

    @Test
    void shouldCancelTheFutureOfATaskThatStartsTooLate() throws Exception {
        try (MillraceExecutor executor =
                builder().queueTimeout(Duration.ofNanos(1)).build()) {
            CountDownLatch gone = new CountDownLatch(1);
            executor.execute(() -> {});
            FutureTask<String> late = new FutureTask<>(() -> "unused") {
                @Override
                protected void done() {
                    gone.countDown();
                }
            };
            executor.execute(late);
            assertTrue(gone.await(10, TimeUnit.SECONDS));
            assertTrue(late.isCancelled());
        }
    }

    @Test
    void shouldEnqueueNothingWhenTheCaptureThrows() throws Exception {
        IllegalStateException failure = new IllegalStateException("planned");
        AtomicInteger ran = new AtomicInteger();
        MillraceExecutor executor = builder()
                .context(() -> {
                    throw failure;
                })
                .queueLimit(1)
                .build();
        for (ExecutorService way : List.of(
                executor, executor.atomic("key"), executor.ordered(executor.newSeries()), executor.directed())) {
            assertSame(failure, assertThrows(IllegalStateException.class, () -> way.execute(ran::incrementAndGet)));
            assertSame(failure, assertThrows(IllegalStateException.class, () -> way.submit(ran::incrementAndGet)));
        }
        assertSame(
                failure,
                assertThrows(
                        IllegalStateException.class,
                        () -> executor.schedule(ran::incrementAndGet, 0, TimeUnit.SECONDS)));
        assertThrows(IllegalStateException.class, () -> executor.admit(ran::incrementAndGet));
        assertEquals(0, executor.placesTaken());
        executor.close();
        assertEquals(0, ran.get());
        assertEquals(List.of(), threads.made);
    }

    @Test
    void shouldRefuseACaptureOfNull() {
        try (MillraceExecutor executor = builder().context(() -> null).build()) {
            assertThrows(NullPointerException.class, () -> executor.execute(() -> {}));
            assertThrows(NullPointerException.class, () -> executor.submit((Callable<String>) null));
        }
    }

    @Test
    void shouldHarmOnlyItsTaskWhenTheScopeThrows() throws Exception {
        for (boolean opening : new boolean[] {true, false}) {
            threads.uncaught.clear();
            IllegalStateException failure = new IllegalStateException("planned");
            AtomicInteger left = new AtomicInteger(2);
            AtomicInteger ran = new AtomicInteger();
            MillraceExecutor executor = builder()
                    .context(() -> () -> {
                        boolean fails = left.getAndDecrement() > 0;
                        if (fails && opening) {
                            throw failure;
                        }
                        return () -> {
                            if (fails) {
                                throw failure;
                            }
                        };
                    })
                    .build();
            Future<?> future = executor.submit(ran::incrementAndGet);
            assertSame(
                    failure,
                    assertThrows(ExecutionException.class, () -> future.get(10, TimeUnit.SECONDS))
                            .getCause());
            executor.execute(ran::incrementAndGet);
            assertEquals(opening ? 1 : 3, executor.submit(ran::incrementAndGet).get(10, TimeUnit.SECONDS));
            executor.close();
            threads.join();
            assertEquals(List.of(failure), List.copyOf(threads.uncaught));
        }
    }

    @Test
    void shouldTellOfTheTaskWhenBothThrow() throws Exception {
        IllegalStateException ofTask = new IllegalStateException("planned by the task");
        IllegalStateException ofScope = new IllegalStateException("planned by the scope");
        try (MillraceExecutor executor = builder()
                .context(() -> () -> () -> {
                    throw ofScope;
                })
                .build()) {
            Future<?> future = executor.submit(() -> {
                throw ofTask;
            });
            Throwable told = assertThrows(ExecutionException.class, () -> future.get(10, TimeUnit.SECONDS))
                    .getCause();
            assertSame(ofTask, told);
            assertEquals(List.of(ofScope), List.of(told.getSuppressed()));
        }
    }

    @Test
    void shouldTakeTheClassLoaderAlong() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader own = new ClassLoader(before) {};
        try (MillraceExecutor executor =
                builder().context(TaskContext.classLoader()).build()) {
            Callable<ClassLoader> loader = () -> Thread.currentThread().getContextClassLoader();
            assertSame(before, executor.submit(loader).get());
            Thread.currentThread().setContextClassLoader(own);
            Future<ClassLoader> seen = executor.submit(loader);
            Thread.currentThread().setContextClassLoader(before);
            assertSame(own, seen.get());
            assertSame(before, executor.submit(loader).get());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static TaskContext noting(String name, List<String> log, boolean openFails) {
        return () -> {
            log.add("capture " + name);
            return () -> {
                log.add("open " + name);
                if (openFails) {
                    throw new IllegalStateException(name);
                }
                return () -> log.add("close " + name);
            };
        };
    }

    @Test
    void shouldNestOneInTheOther() {
        List<String> log = new ArrayList<>();
        noting("a", log, false).and(noting("b", log, false)).capture().open().close();
        assertEquals(List.of("capture a", "capture b", "open a", "open b", "close b", "close a"), log);
        log.clear();
        TaskContext.Captured failing =
                noting("a", log, false).and(noting("b", log, true)).capture();
        assertEquals(
                "b", assertThrows(IllegalStateException.class, failing::open).getMessage());
        assertEquals(List.of("capture a", "capture b", "open a", "open b", "close a"), log);
    }
}
