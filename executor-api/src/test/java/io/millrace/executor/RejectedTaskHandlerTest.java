package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each policy does with a task too many, on each way in: one worker, room for two, and the worker is held. */
class RejectedTaskHandlerTest {

    private static final int LIMIT = 2;

    enum Path {
        PLAIN,
        KEY,
        ORDERED,
        DIRECTED,
        PRIORITY
    }

    private final CountDownLatch open = new CountDownLatch(1);
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private TimeLimit limit;
    private MillraceExecutor executor;
    private ExecutorService way;
    private Future<?> head;

    @BeforeEach
    void limit() {
        limit = TimeLimit.seconds(20);
    }

    @AfterEach
    void close() {
        open.countDown();
        if (executor != null) {
            executor.close();
        }
        limit.close();
    }

    private void fill(Path path, RejectedTaskHandler handler) throws Exception {
        executor = MillraceExecutors.builder()
                .workers(1)
                .queueLimit(LIMIT)
                .startOrder(StartOrder.FIFO)
                .onRejection(handler)
                .build();
        way = switch (path) {
            case PLAIN -> executor;
            case KEY -> executor.atomic("key");
            case ORDERED -> executor.ordered(executor.newSeries());
            case DIRECTED -> executor.directed();
            case PRIORITY -> executor.priority(1);
        };
        CountDownLatch begun = new CountDownLatch(1);
        head = way.submit(() -> {
            begun.countDown();
            open.await();
            return ran.add("head");
        });
        begun.await();
    }

    private Future<String> submit(String name) {
        return way.submit(
                () -> {
                    ran.add(name);
                },
                name);
    }

    private Thread running(Runnable action) {
        Thread thread = new Thread(action);
        thread.start();
        return thread;
    }

    private static void awaitState(Thread thread, Thread.State... states) {
        while (!List.of(states).contains(thread.getState())) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRejectUnlessToldOtherwise(Path path) throws Exception {
        fill(path, RejectedTaskHandler.abort());
        Future<String> first = submit("first");
        Future<String> second = submit("second");
        assertThrows(RejectedExecutionException.class, () -> submit("third"));
        open.countDown();
        assertEquals("first", first.get());
        assertEquals("second", second.get());
        executor.close();
        assertEquals(List.of("head", "first", "second"), ran);
        assertEquals(1, executor.snapshot().rejected());
        assertEquals(3, executor.snapshot().completed());
    }

    @ParameterizedTest
    @EnumSource
    void shouldDiscardWithoutLeavingAnybodyToWait(Path path) throws Exception {
        fill(path, RejectedTaskHandler.discard());
        submit("first");
        submit("second");
        assertTrue(submit("third").isCancelled());
        open.countDown();
        head.get();
        executor.close();
        assertEquals(List.of("head", "first", "second"), ran);
        assertEquals(1, executor.snapshot().discarded());
        assertEquals(0, executor.snapshot().rejected());
    }

    @ParameterizedTest
    @EnumSource
    void shouldDiscardTheOldestThatWaits(Path path) throws Exception {
        fill(path, RejectedTaskHandler.discardOldest());
        Future<String> first = submit("first");
        Future<String> second = submit("second");
        Future<String> third = submit("third");
        assertTrue(first.isCancelled());
        assertFalse(second.isDone());
        Future<String> fourth = submit("fourth");
        assertTrue(second.isCancelled());
        open.countDown();
        assertEquals("third", third.get());
        assertEquals("fourth", fourth.get());
        executor.close();
        assertEquals(List.of("head", "third", "fourth"), ran);
        assertEquals(2, executor.snapshot().discarded());
        assertEquals(3, executor.snapshot().completed());
    }

    @ParameterizedTest
    @EnumSource(names = {"KEY", "DIRECTED"})
    void shouldDiscardTheNewOneWhereNoneWaits(Path path) throws Exception {
        fill(Path.PLAIN, RejectedTaskHandler.discardOldest());
        executor.execute(() -> {});
        executor.execute(() -> {});
        way = path == Path.KEY ? executor.atomic("key") : executor.directed();
        assertTrue(submit("new").isCancelled());
        assertEquals(1, executor.snapshot().discarded());
    }

    /** Each leaves its gap behind the head of its line, until so many are there that memory would grow. */
    @ParameterizedTest
    @EnumSource(names = {"KEY", "ORDERED", "DIRECTED", "PRIORITY"})
    void shouldLeaveNoMoreGapsThanItsLimit(Path path) throws Exception {
        fill(path, RejectedTaskHandler.discardOldest());
        List<Future<String>> futures = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            futures.add(submit("task " + i));
        }
        open.countDown();
        executor.close();
        assertEquals(List.of("head", "task 64", "task 65"), ran);
        assertEquals(198, futures.stream().filter(Future::isCancelled).count());
        assertEquals(198, executor.snapshot().discarded());
        assertEquals(3, executor.snapshot().completed());
    }

    @Test
    void shouldLeaveNoGapsOfPlainTasks() throws Exception {
        fill(Path.PLAIN, RejectedTaskHandler.discardOldest());
        for (int i = 0; i < 5_000; i++) {
            submit("task " + i);
        }
        assertEquals(LIMIT, executor.snapshot().backlog());
        open.countDown();
        executor.close();
        assertEquals(List.of("head", "task 4998", "task 4999"), ran);
        assertEquals(4_998, executor.snapshot().discarded());
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "PRIORITY"})
    void shouldHaveTheCallerRunAtOnceWhatHasNoOrder(Path path) throws Exception {
        fill(path, RejectedTaskHandler.callerRuns());
        submit("first");
        submit("second");
        AtomicReference<Thread> by = new AtomicReference<>();
        way.execute(() -> {
            by.set(Thread.currentThread());
            assertTrue(executor.isWorkerThread());
        });
        assertSame(Thread.currentThread(), by.get());
        assertFalse(executor.isWorkerThread());
        assertThrows(
                IllegalStateException.class,
                () -> way.execute(() -> {
                    throw new IllegalStateException("thrown to the caller");
                }));
        open.countDown();
        executor.close();
        assertEquals(5, executor.snapshot().completed());
    }

    @Test
    void shouldHaveTheCallerRunWhenTheTurnOfItsTaskComes() throws Exception {
        fill(Path.KEY, RejectedTaskHandler.callerRuns());
        submit("first");
        submit("second");
        AtomicReference<Thread> by = new AtomicReference<>();
        Thread caller = running(() -> way.execute(() -> {
            by.set(Thread.currentThread());
            ran.add("third");
        }));
        awaitState(caller, Thread.State.TIMED_WAITING);
        Thread next = running(() -> way.execute(() -> ran.add("fourth")));
        awaitState(next, Thread.State.TIMED_WAITING);
        open.countDown();
        caller.join();
        next.join();
        assertSame(caller, by.get());
        assertEquals("fifth", submit("fifth").get());
        executor.close();
        assertEquals(List.of("head", "first", "second", "third", "fourth", "fifth"), ran);
        assertEquals(6, executor.snapshot().completed());
        assertEquals(0, executor.keys().size());
    }

    @Test
    void shouldHaveTheCallerRunForAKeyWithoutTasksAtOnce() throws Exception {
        fill(Path.PLAIN, RejectedTaskHandler.callerRuns());
        executor.execute(() -> {});
        executor.execute(() -> {});
        ExecutorService key = executor.atomic("other");
        AtomicReference<Thread> by = new AtomicReference<>();
        key.execute(() -> {
            by.set(Thread.currentThread());
            // From within, the next one of the key cannot wait for its turn.
            key.execute(() -> ran.add("behind"));
            ran.add("before");
        });
        assertSame(Thread.currentThread(), by.get());
        open.countDown();
        executor.close();
        assertTrue(ran.indexOf("before") < ran.indexOf("behind"), ran.toString());
    }

    @Test
    void shouldCompleteInItsPlaceWhatTheCallerRuns() throws Exception {
        fill(Path.ORDERED, RejectedTaskHandler.callerRuns());
        submit("first");
        Future<String> second = submit("second");
        AtomicReference<Thread> by = new AtomicReference<>();
        Future<String> third = way.submit(() -> {
            by.set(Thread.currentThread());
            return "third";
        });
        assertSame(Thread.currentThread(), by.get());
        assertFalse(third.isDone());
        assertThrows(
                IllegalStateException.class,
                () -> way.execute(() -> {
                    throw new IllegalStateException("thrown to the caller");
                }));
        open.countDown();
        assertEquals("third", third.get());
        assertTrue(second.isDone());
        executor.close();
        assertEquals(List.of("head", "first", "second"), ran);
        assertEquals(5, executor.snapshot().completed());
    }

    @Test
    void shouldWaitForItsPlaceInTheEndWhatTheCallerRuns() throws Exception {
        fill(Path.ORDERED, RejectedTaskHandler.callerRuns());
        submit("first");
        submit("second");
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<Future<String>> third = new AtomicReference<>();
        Thread caller = running(() -> third.set(way.submit(() -> {
            begun.countDown();
            go.await();
            return "third";
        })));
        begun.await();
        executor.shutdown();
        open.countDown();
        head.get();
        assertFalse(executor.awaitTermination(20, TimeUnit.MILLISECONDS));
        go.countDown();
        caller.join();
        executor.close();
        assertEquals("third", third.get().get());
    }

    @Test
    void shouldCancelWhatTheCallerHasRunAndShutdownNowLeavesWithoutAPlace() throws Exception {
        fill(Path.ORDERED, RejectedTaskHandler.callerRuns());
        submit("first");
        submit("second");
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<Future<String>> third = new AtomicReference<>();
        Thread caller = running(() -> third.set(way.submit(() -> {
            begun.countDown();
            go.await();
            return "third";
        })));
        begun.await();
        assertEquals(2, executor.shutdownNow().size());
        go.countDown();
        caller.join();
        executor.close();
        assertTrue(third.get().isCancelled());
    }

    @Test
    void shouldHaveTheCallerWaitWhereOnlyAWorkerCanRun() throws Exception {
        fill(Path.DIRECTED, RejectedTaskHandler.callerRuns());
        submit("first");
        submit("second");
        AtomicReference<Thread> by = new AtomicReference<>();
        Thread caller = running(() -> way.execute(() -> by.set(Thread.currentThread())));
        awaitState(caller, Thread.State.WAITING, Thread.State.TIMED_WAITING);
        open.countDown();
        caller.join();
        executor.close();
        assertFalse(by.get() == null || by.get() == caller);
    }

    @Test
    void shouldReleaseACallerWhoseTaskIsReturned() throws Exception {
        fill(Path.KEY, RejectedTaskHandler.callerRuns());
        submit("first");
        submit("second");
        Runnable third = () -> ran.add("third");
        Thread caller = running(() -> way.execute(third));
        awaitState(caller, Thread.State.TIMED_WAITING);
        List<Runnable> returned = executor.shutdownNow();
        caller.join();
        assertEquals(3, returned.size());
        assertSame(third, returned.get(2));
        open.countDown();
        executor.close();
        assertTrue(executor.isTerminated());
    }

    @ParameterizedTest
    @EnumSource
    void shouldWaitUntilThereIsRoom(Path path) throws Exception {
        fill(path, RejectedTaskHandler.waiting());
        submit("first");
        submit("second");
        AtomicReference<Future<String>> third = new AtomicReference<>();
        Thread caller = running(() -> third.set(submit("third")));
        awaitState(caller, Thread.State.WAITING, Thread.State.TIMED_WAITING);
        open.countDown();
        caller.join();
        assertEquals("third", third.get().get());
        executor.close();
        assertEquals(List.of("head", "first", "second", "third"), ran);
        assertEquals(0, executor.snapshot().rejected());
    }

    /** Behind a key that stands still less than half of the places are ever free. */
    @Test
    void shouldLetAThreadInThatWaitsBesideFewFreePlaces() throws Exception {
        executor = MillraceExecutors.builder()
                .workers(2)
                .queueLimit(8)
                .onRejection(RejectedTaskHandler.waiting())
                .build();
        way = executor.atomic("key");
        head = way.submit(() -> open.await(20, TimeUnit.SECONDS));
        CountDownLatch end = new CountDownLatch(1);
        executor.execute(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        for (int i = 0; i < 8; i++) {
            submit("behind " + i);
        }
        Thread caller = running(() -> executor.execute(() -> ran.add("let in")));
        awaitState(caller, Thread.State.WAITING, Thread.State.TIMED_WAITING);
        end.countDown();
        caller.join();
        assertFalse(head.isDone());
    }

    @Test
    void shouldEndTheWaitingWithTheTime() throws Exception {
        fill(Path.PLAIN, RejectedTaskHandler.waiting(Duration.ofMillis(20)));
        submit("first");
        submit("second");
        assertThrows(RejectedExecutionException.class, () -> submit("third"));
        assertEquals(1, executor.snapshot().rejected());
        open.countDown();
        head.get();
        assertEquals("fourth", submit("fourth").get());
        assertThrows(IllegalArgumentException.class, () -> RejectedTaskHandler.waiting(Duration.ofMillis(-1)));
    }

    @Test
    void shouldEndTheWaitingWithAnInterrupt() throws Exception {
        fill(Path.KEY, RejectedTaskHandler.waiting());
        submit("first");
        submit("second");
        Thread.currentThread().interrupt();
        assertThrows(RejectedExecutionException.class, () -> submit("third"));
        assertTrue(Thread.interrupted());
        open.countDown();
        executor.close();
        assertEquals(List.of("head", "first", "second"), ran);
    }

    @Test
    void shouldEndTheWaitingWithTheExecutor() throws Exception {
        fill(Path.PLAIN, RejectedTaskHandler.waiting());
        submit("first");
        submit("second");
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = running(() -> thrown.set(assertThrows(Throwable.class, () -> submit("third"))));
        awaitState(caller, Thread.State.WAITING, Thread.State.TIMED_WAITING);
        executor.shutdown();
        caller.join();
        assertEquals(RejectedExecutionException.class, thrown.get().getClass());
        assertTrue(thrown.get().getMessage().contains("shut down"), thrown.get().getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetATaskOfItsOwnInWithoutWaiting(Path path) throws Exception {
        for (RejectedTaskHandler handler : List.of(RejectedTaskHandler.waiting(), RejectedTaskHandler.callerRuns())) {
            ran.clear();
            executor = MillraceExecutors.builder()
                    .workers(1)
                    .queueLimit(1)
                    .onRejection(handler)
                    .build();
            way = switch (path) {
                case PLAIN -> executor;
                case KEY -> executor.atomic("key");
                case ORDERED -> executor.ordered(executor.newSeries());
                case DIRECTED -> executor.directed();
                case PRIORITY -> executor.priority(1);
            };
            way.submit(() -> {
                        for (int i = 0; i < 100; i++) {
                            submit("task " + i);
                        }
                    })
                    .get();
            executor.close();
            assertEquals(100, ran.size());
            assertEquals(101, executor.snapshot().completed());
        }
    }

    @Test
    void shouldHandWhatIsTooMuchToAnother() throws Exception {
        try (MillraceExecutor other =
                MillraceExecutors.builder().workers(1).name("other").build()) {
            fill(Path.PLAIN, RejectedTaskHandler.fallback(other));
            submit("first");
            submit("second");
            Future<String> third = submit("third");
            assertEquals("third", third.get());
            assertEquals(1, executor.snapshot().rejected());
            executor.shutdown();
            assertEquals("late", submit("late").get());
        }
    }

    @Test
    void shouldAskAHandlerOfOnesOwnAndDiscardWhatItLeaves() throws Exception {
        List<Runnable> asked = new ArrayList<>();
        fill(Path.KEY, task -> {
            asked.add(task.task());
            assertFalse(task.isShutdown());
        });
        submit("first");
        submit("second");
        Future<String> third = submit("third");
        assertSame(third, asked.get(0));
        assertTrue(third.isCancelled());
        assertEquals(1, executor.snapshot().discarded());
    }

    @Test
    void shouldLetAHandlerSettleATaskOnce() throws Exception {
        fill(Path.PLAIN, task -> {
            task.discard();
            task.discardOldest();
        });
        submit("first");
        submit("second");
        assertThrows(IllegalStateException.class, () -> submit("third"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldDoAfterShutdownWhatTheJdkDoes(Path path) throws Exception {
        List<RejectedTaskHandler> dropping = List.of(
                RejectedTaskHandler.callerRuns(), RejectedTaskHandler.discard(), RejectedTaskHandler.discardOldest());
        for (RejectedTaskHandler handler : dropping) {
            fill(path, handler);
            Future<String> first = submit("first");
            executor.shutdown();
            assertTrue(submit("late").isCancelled());
            assertFalse(first.isCancelled());
            assertEquals(1, executor.snapshot().discarded());
            executor.shutdownNow();
        }
        for (RejectedTaskHandler handler : List.of(RejectedTaskHandler.abort(), RejectedTaskHandler.waiting())) {
            fill(path, handler);
            executor.shutdown();
            RejectedExecutionException late = assertThrows(RejectedExecutionException.class, () -> submit("late"));
            assertTrue(late.getMessage().contains("shut down"), late.getMessage());
            executor.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetInLaterWhatWaitsWithoutAThread(Path path) throws Exception {
        fill(path, RejectedTaskHandler.abort());
        submit("first");
        submit("second");
        Future<?> third = admit(path, "third");
        Future<?> withdrawn = admit(path, "withdrawn");
        Future<?> fourth = admit(path, "fourth");
        assertFalse(third.isDone());
        assertTrue(withdrawn.cancel(false));
        assertThrows(RejectedExecutionException.class, () -> submit("fifth"));
        open.countDown();
        third.get();
        fourth.get();
        executor.close();
        assertEquals(List.of("head", "first", "second", "third", "fourth"), ran);
    }

    private Future<?> admit(Path path, String name) {
        Runnable task = () -> ran.add(name);
        return path == Path.PLAIN ? executor.admit(task) : executor.admit(task, way);
    }

    @Test
    void shouldFailAnAdmissionThatComesToNothing() throws Exception {
        fill(Path.PLAIN, RejectedTaskHandler.abort());
        submit("first");
        submit("second");
        Future<?> timed = executor.admit(() -> ran.add("timed")).orTimeout(1, TimeUnit.MILLISECONDS);
        assertEquals(
                TimeoutException.class,
                assertThrows(ExecutionException.class, timed::get).getCause().getClass());
        Future<?> late = executor.admit(() -> ran.add("late"));
        executor.shutdown();
        assertEquals(
                RejectedExecutionException.class,
                assertThrows(ExecutionException.class, late::get).getCause().getClass());
        Future<?> tooLate = executor.admit(() -> ran.add("too late"));
        assertThrows(ExecutionException.class, tooLate::get);
        open.countDown();
        executor.close();
        assertEquals(List.of("head", "first", "second"), ran);
    }

    @Test
    void shouldAdmitAtOnceWhereThereIsRoom() throws Exception {
        try (MillraceExecutor unbounded = MillraceExecutors.newFixedThreadPool(1);
                MillraceExecutor other = MillraceExecutors.newFixedThreadPool(1)) {
            assertTrue(unbounded.admit(() -> ran.add("plain")).isDone());
            assertTrue(
                    unbounded.admit(() -> ran.add("keyed"), unbounded.atomic(1)).isDone());
            assertThrows(IllegalArgumentException.class, () -> unbounded.admit(() -> {}, other.atomic(1)));
            assertThrows(NullPointerException.class, () -> unbounded.admit(null));
            unbounded.shutdown();
            assertThrows(
                    ExecutionException.class, () -> unbounded.admit(() -> {}).get());
        }
        assertEquals(2, ran.size());
    }
}
