package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whoever keeps an executor and its views keeps nothing of tasks that have ended: neither the task, nor what it returns
 * or throws. And who keeps a future keeps no executor that has ended.
 */
class ReachabilityTest {

    /** What was asked for when the executor was made. */
    enum Kind {
        USUAL(builder -> builder),
        WITH_SPARES(builder -> builder.spares(8)),
        BOUNDED(builder -> builder.queueLimit(1_000)),
        TIMED(builder -> builder.queueTimeout(Duration.ofHours(1))),
        RECORDED(MillraceExecutorBuilder::recordLatency),
        HOOKED(builder -> builder.hooks(new TaskHooks() {})),
        WITH_CONTEXT(builder -> builder.context(TaskContext.classLoader())),
        WITH_ALL(builder -> builder.spares(8)
                .queueLimit(1_000)
                .queueTimeout(Duration.ofHours(1))
                .recordLatency()
                .hooks(new TaskHooks() {})
                .context(TaskContext.classLoader()));

        private final UnaryOperator<MillraceExecutorBuilder> choices;

        Kind(UnaryOperator<MillraceExecutorBuilder> choices) {
            this.choices = choices;
        }

        MillraceExecutor open(int workers) {
            return choices.apply(MillraceExecutors.builder().workers(workers)).build();
        }

        MillraceExecutor open(int workers, ThreadFactory factory) {
            return choices.apply(MillraceExecutors.builder().workers(workers).threadFactory(factory))
                    .build();
        }
    }

    /** Ways in that are an {@code ExecutorService}. */
    enum Door {
        PLAIN,
        ATOMIC,
        ORDERED,
        DIRECTED,
        PRIORITY
    }

    private final Collected collected = new Collected();

    private static Map<Door, ExecutorService> doors(MillraceExecutor executor) {
        Map<Door, ExecutorService> doors = new EnumMap<>(Door.class);
        doors.put(Door.PLAIN, executor);
        doors.put(Door.ATOMIC, executor.atomic("key"));
        doors.put(Door.ORDERED, executor.ordered(executor.newSeries()));
        doors.put(Door.DIRECTED, executor.directed());
        doors.put(Door.PRIORITY, executor.priority(2));
        return doors;
    }

    /** A task that has something, and returns something else. */
    private Callable<Object> returning(String of) {
        Object own = collected.watch(of, new Object());
        return () -> collected.watch(of + ", result of " + (own == null), new Object());
    }

    private Callable<Object> throwing(String of) {
        Object own = collected.watch(of, new Object());
        return () -> {
            throw collected.watch(of + ", failure of " + (own == null), new IllegalStateException("planned"));
        };
    }

    private Runnable running(String of) {
        Object own = collected.watch(of, new Object());
        return () -> collected.watch(of, List.of(own, own));
    }

    /** A task that says that it has ended, and has something. */
    private Runnable telling(String of, CountDownLatch ended) {
        Object own = collected.watch(of, new Object());
        return () -> {
            collected.watch(of, List.of(own, own));
            ended.countDown();
        };
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepNothingOfTasksThatHaveEnded(Kind kind) throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor = kind.open(2);
                Series series = executor.newSeries()) {
            Map<Door, ExecutorService> doors = doors(executor);
            for (Map.Entry<Door, ExecutorService> door : doors.entrySet()) {
                useDoor(door.getKey().name(), door.getValue());
            }
            useTimers(executor);
            useForkJoin(executor);
            useSeries(series);
            executor.admit(running("ADMIT")).get();
            throwByAllThreads(executor);
            assertTrue(collected.count() > 100);
            collected.verify();
            Reference.reachabilityFence(doors);
            Reference.reachabilityFence(series);
        }
        collected.verify();
    }

    /** Makes the JVM forget the last exception that went through each thread, which it may keep until the next one. */
    private static void throwByAllThreads(MillraceExecutor executor) {
        AtomicInteger arrived = new AtomicInteger();
        Callable<Object> throwing = () -> {
            arrived.incrementAndGet();
            // A thread that slept would let another one take part.
            while (arrived.get() < 2) {
                Thread.onSpinWait();
            }
            throw new IllegalStateException("planned");
        };
        List<Future<Object>> both = List.of(executor.submit(throwing), executor.submit(throwing));
        both.forEach(one -> assertThrows(ExecutionException.class, one::get));
        assertThrows(IllegalStateException.class, () -> executor.invoke(ForkJoinTask.adapt(throwing)));
    }

    private void useDoor(String name, ExecutorService door) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        door.execute(telling(name + " execute", ended));
        ended.await();
        door.submit(returning(name + " submit")).get();
        assertThrows(
                ExecutionException.class,
                () -> door.submit(throwing(name + " throws")).get());
        door.invokeAll(List.of(returning(name + " invokeAll"), throwing(name + " invokeAll throws")));
        door.invokeAny(List.of(returning(name + " invokeAny"), returning(name + " invokeAny")));
        CompletableFuture.runAsync(running(name + " runAsync"), door).get();
        Gate gate = new Gate();
        door.execute(gate);
        gate.entered();
        Future<Object> stopped = door.submit(returning(name + " cancelled"));
        stopped.cancel(true);
        gate.open();
        door.submit(() -> {}).get();
    }

    private void useTimers(MillraceExecutor executor) throws Exception {
        executor.schedule(returning("timer"), 1, TimeUnit.MICROSECONDS).get();
        ScheduledFuture<Object> far = executor.schedule(returning("timer, cancelled"), 1, TimeUnit.HOURS);
        far.cancel(false);
        CountDownLatch twice = new CountDownLatch(2);
        ScheduledFuture<?> again =
                executor.scheduleAtFixedRate(telling("periodic timer", twice), 0, 1, TimeUnit.MICROSECONDS);
        twice.await();
        again.cancel(false);
        assertThrows(
                ExecutionException.class,
                () -> executor.scheduleWithFixedDelay(
                                () -> {
                                    throw collected.watch("periodic, fails", new IllegalStateException("planned"));
                                },
                                0,
                                1,
                                TimeUnit.MICROSECONDS)
                        .get());
    }

    private final class Halves extends RecursiveTask<Object> {
        private final int size;
        private final Object own = collected.watch("fork/join", new Object());

        Halves(int size) {
            this.size = size;
        }

        @Override
        protected Object compute() {
            if (size > 1) {
                Halves left = new Halves(size / 2);
                Halves right = new Halves(size / 2);
                left.fork();
                right.fork();
                // In the order in which they lie, and not as they are best taken.
                left.join();
                right.join();
                new Halves(1).fork();
            }
            return collected.watch("fork/join, result", List.of(own));
        }
    }

    private void useForkJoin(MillraceExecutor executor) throws Exception {
        executor.invoke(new Halves(64));
        executor.submit(new Halves(16)).get();
        executor.submit(() -> new Halves(16).fork().join()).get();
        assertThrows(
                IllegalStateException.class, () -> executor.invoke(ForkJoinTask.adapt(throwing("fork/join, fails"))));
        ForkJoinTask.adapt(returning("fork/join, never run")).cancel(false);
    }

    private void useSeries(Series series) throws Exception {
        CountDownLatch ended = new CountDownLatch(3);
        series.submit(job("series, submit", ended));
        series.put(job("series, put", ended));
        series.invoke(job("series, invoke", ended));
        ended.await();
    }

    private OrderedJob job(String of, CountDownLatch ended) {
        Runnable body = telling(of, ended);
        return collected.watch(of, new OrderedJob() {
            @Override
            public void parallel(Worker worker, long place) {}

            @Override
            public void serial(Worker worker) {
                body.run();
            }
        });
    }

    /** Each policy, with tasks that are too much by every door, and tasks that wait and are cancelled. */
    @ParameterizedTest
    @EnumSource(BoundConcurrencyTest.Policy.class)
    void shouldKeepNothingOfTasksThatWereTooMuch(BoundConcurrencyTest.Policy policy) throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(1)
                        .queueLimit(3)
                        .onRejection(policy.handler.get())
                        .build()) {
            Map<Door, ExecutorService> doors = doors(executor);
            for (Map.Entry<Door, ExecutorService> door : doors.entrySet()) {
                overflow(door.getKey().name(), door.getValue());
                // Or else what holds the worker next would be too much itself.
                while (executor.placesTaken() > 0) {
                    Thread.onSpinWait();
                }
            }
            executor.submit(() -> {}).get();
            collected.verify();
            Reference.reachabilityFence(doors);
        }
    }

    private void overflow(String name, ExecutorService door) throws Exception {
        Gate gate = new Gate();
        door.execute(gate);
        gate.entered();
        Thread submitter = new Thread(() -> {
            for (int i = 0; i < 8; i++) {
                submitAndPerhapsCancel(name, door, i == 1);
            }
        });
        submitter.start();
        // Some of the policies wait for room, or for a turn.
        while (submitter.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
        gate.open();
        submitter.join();
        boolean admitted = false;
        while (!admitted) {
            try {
                door.submit(() -> {}).get();
                admitted = true;
            } catch (RejectedExecutionException | CancellationException full) {
                Thread.onSpinWait();
            }
        }
    }

    private void submitAndPerhapsCancel(String name, ExecutorService door, boolean cancels) {
        try {
            Future<Object> future = door.submit(returning(name + " overflow"));
            if (cancels) {
                future.cancel(false);
            }
        } catch (RejectedExecutionException expected) {
            // As the policy says.
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepNothingOfWhatShutdownNowReturns(Kind kind) throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(60)) {
            MillraceExecutor executor = kind.open(1);
            Map<Door, ExecutorService> doors = doors(executor);
            Gate gate = new Gate();
            executor.execute(gate);
            gate.entered();
            doors.forEach((door, view) -> {
                view.execute(running(door + " execute, returned"));
                view.submit(returning(door + " submit, returned"));
            });
            executor.schedule(returning("timer, returned"), 1, TimeUnit.HOURS);
            executor.schedule(returning("timer, returned"), 0, TimeUnit.HOURS);
            executor.execute(new Halves(4));
            // The periodic one never ends by itself.
            executor.scheduleAtFixedRate(running("periodic, returned"), 1, 1, TimeUnit.HOURS);
            assertEquals(14, executor.shutdownNow().size());
            executor.close();
            collected.verify();
            Reference.reachabilityFence(executor);
            Reference.reachabilityFence(doors);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotBeKeptByWhatItsTasksLeaveBehind(Kind kind) throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(60)) {
            List<Object> kept = new ArrayList<>();
            useAndClose(kind, kept);
            collected.verify();
            assertEquals(Door.values().length * 3 + 5, kept.size());
            Reference.reachabilityFence(kept);
        }
    }

    private void useAndClose(Kind kind, List<Object> kept) throws Exception {
        MillraceExecutor executor = collected.watch("executor", kind.open(2));
        collected.watch("what the device is reached by", executor.plain());
        for (ExecutorService door : doors(executor).values()) {
            kept.add(door.submit(() -> "done"));
            Future<?> failing = door.submit(() -> {
                throw new IllegalStateException("planned");
            });
            kept.add(failing);
            Gate gate = new Gate();
            door.execute(gate);
            gate.entered();
            Future<?> cancelled = door.submit(() -> {});
            cancelled.cancel(false);
            kept.add(cancelled);
            gate.open();
        }
        kept.add(executor.schedule(() -> {}, 1, TimeUnit.MICROSECONDS));
        ScheduledFuture<?> cancelled = executor.schedule(() -> {}, 1, TimeUnit.HOURS);
        cancelled.cancel(false);
        kept.add(cancelled);
        kept.add(executor.scheduleAtFixedRate(() -> {}, 0, 1, TimeUnit.MICROSECONDS));
        kept.add(executor.submit(ForkJoinTask.adapt(() -> {})));
        kept.add(executor.snapshot());
        executor.close();
    }

    @Test
    void shouldFindWhatIsReachable() {
        Object kept = collected.watch("kept", new Object());
        collected.watch("dropped", new Object());
        AssertionError found =
                assertThrows(AssertionError.class, () -> collected.verify(TimeUnit.MILLISECONDS.toNanos(50)));
        assertTrue(found.getMessage().contains("kept=1"), found.getMessage());
        Reference.reachabilityFence(kept);
    }
}
