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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tasks that waited too long, and those whose futures were cancelled while they waited. */
class QueueTimeoutTest {

    private final CountDownLatch open = new CountDownLatch(1);
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private TimeLimit limit;

    @BeforeEach
    void limit() {
        limit = TimeLimit.seconds(20);
    }

    @AfterEach
    void endLimit() {
        limit.close();
    }

    private static ExecutorService way(RejectedTaskHandlerTest.Path path, MillraceExecutor executor) {
        return switch (path) {
            case PLAIN -> executor;
            case KEY -> executor.atomic("key");
            case ORDERED -> executor.ordered(executor.newSeries());
            case DIRECTED -> executor.directed();
            case PRIORITY -> executor.priority(1);
        };
    }

    private Future<?> hold(ExecutorService way) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> head = way.submit(() -> {
            begun.countDown();
            open.await();
            return ran.add("head");
        });
        begun.await();
        return head;
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotStartWhatHasWaitedTooLong(RejectedTaskHandlerTest.Path path) throws Exception {
        MillraceExecutor executor = MillraceExecutors.builder()
                .workers(1)
                .queueTimeout(Duration.ofMillis(300))
                .build();
        ExecutorService way = way(path, executor);
        hold(way);
        Future<?> late = way.submit(() -> ran.add("late"));
        way.execute(() -> ran.add("late too"));
        long since = System.nanoTime();
        while (System.nanoTime() - since < TimeUnit.MILLISECONDS.toNanos(320)) {
            Thread.onSpinWait();
        }
        Future<?> inTime = way.submit(() -> ran.add("in time"));
        open.countDown();
        inTime.get();
        assertTrue(late.isCancelled());
        executor.close();
        assertEquals(List.of("head", "in time"), ran);
        assertEquals(2, executor.snapshot().overdue());
        assertEquals(4, executor.snapshot().completed());
    }

    @ParameterizedTest
    @EnumSource
    void shouldReturnWhatWasSubmittedAndNotWhatStandsForIt(RejectedTaskHandlerTest.Path path) throws Exception {
        MillraceExecutor executor = MillraceExecutors.builder()
                .workers(1)
                .queueTimeout(Duration.ofDays(1))
                .build();
        ExecutorService way = way(path, executor);
        hold(way);
        Runnable task = () -> ran.add("task");
        way.execute(task);
        List<Runnable> returned = executor.shutdownNow();
        assertEquals(1, returned.size());
        assertSame(task, returned.get(0));
        open.countDown();
        executor.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "KEY"})
    void shouldGiveBackTheRoomOfCancelledTasksWhenPurged(RejectedTaskHandlerTest.Path path) throws Exception {
        MillraceExecutor executor =
                MillraceExecutors.builder().workers(1).queueLimit(3).build();
        ExecutorService way = way(path, executor);
        hold(way);
        Future<?> first = way.submit(() -> ran.add("first"));
        Future<?> second = way.submit(() -> ran.add("second"));
        way.submit(() -> ran.add("third"));
        first.cancel(false);
        second.cancel(false);
        assertThrows(RejectedExecutionException.class, () -> way.execute(() -> ran.add("too much")));
        executor.purge();
        way.execute(() -> ran.add("fourth"));
        way.execute(() -> ran.add("fifth"));
        assertThrows(RejectedExecutionException.class, () -> way.execute(() -> ran.add("too much")));
        open.countDown();
        executor.close();
        assertEquals(List.of("head", "third", "fourth", "fifth"), ran);
        assertEquals(4, executor.snapshot().completed());
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveBackTheRoomOfCancelledTasksWhenTheirTurnComes(RejectedTaskHandlerTest.Path path) throws Exception {
        MillraceExecutor executor =
                MillraceExecutors.builder().workers(1).queueLimit(2).build();
        ExecutorService way = way(path, executor);
        hold(way);
        way.submit(() -> ran.add("first")).cancel(false);
        way.submit(() -> ran.add("second")).cancel(false);
        open.countDown();
        executor.admit(() -> ran.add("third")).get();
        executor.close();
        assertEquals(List.of("head", "third"), ran);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "KEY"})
    void shouldPurgeWithoutALimitToo(RejectedTaskHandlerTest.Path path) throws Exception {
        MillraceExecutor executor = MillraceExecutors.builder().workers(1).build();
        ExecutorService way = way(path, executor);
        hold(way);
        for (int i = 0; i < 2_000; i++) {
            way.submit(() -> ran.add("cancelled")).cancel(false);
        }
        Future<?> last = way.submit(() -> ran.add("last"));
        executor.purge();
        if (path == RejectedTaskHandlerTest.Path.PLAIN) {
            assertEquals(1, executor.snapshot().backlog());
        }
        assertFalse(last.isDone());
        open.countDown();
        executor.close();
        assertEquals(List.of("head", "last"), ran);
    }
}
