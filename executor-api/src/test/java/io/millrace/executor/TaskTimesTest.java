package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TaskTimesTest {

    private static final Runnable TASK = () -> {};

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger readings = new AtomicInteger();
    private final TaskTimes times = new TaskTimes(() -> {
        readings.incrementAndGet();
        return now.get();
    });

    private void run(long submitted, long until) {
        assertSame(TASK, times.begin(new StampedTask(TASK, submitted)));
        now.set(until);
        times.end();
    }

    private String plain() {
        ExecutorStatistics.Latency latency = times.latency(TaskKind.PLAIN);
        return latency.queueWait().meanNanos() + " " + latency.queueWait().maxNanos() + ", "
                + latency.service().meanNanos() + " " + latency.service().maxNanos();
    }

    @Test
    void shouldTakeTheEndOfATaskForTheStartOfTheNext() {
        now.set(100);
        run(40, 120);
        now.set(130);
        run(50, 150);
        // Waited 60 and 70, took 20 and 30.
        assertEquals("65.0 70, 25.0 30", plain());
        assertEquals(3, readings.get());
    }

    @Test
    void shouldReadTheClockAfterSomethingElse() {
        now.set(100);
        run(40, 120);
        times.pause();
        now.set(200);
        run(190, 203);
        assertEquals("35.0 60, 11.5 20", plain());
    }

    @Test
    void shouldNotTakeATaskWithoutAStampForOneThatTookNoTime() {
        now.set(100);
        run(40, 120);
        assertSame(TASK, times.begin(TASK));
        now.set(180);
        times.end();
        run(170, 190);
        assertEquals("35.0 60, 15.0 20", plain());
    }

    @Test
    void shouldCountATaskThatCameAfterTheEndOfTheLastAsOneThatDidNotWait() {
        now.set(100);
        run(40, 120);
        run(125, 130);
        assertEquals("30.0 60, 15.0 20", plain());
    }

    @Test
    void shouldCountATaskOnTopForItselfAndForTheOneBelow() {
        times.expect(TaskKind.KEYED);
        now.set(100);
        times.begin(new StampedTask(TASK, 90));
        for (int task = 0; task < 2; task++) {
            now.addAndGet(10);
            times.runOnTop(new StampedTask(TASK, now.get() - 5), own -> {
                assertSame(TASK, own);
                assertEquals(now.get(), times.startedNanos());
                now.addAndGet(20);
            });
            assertEquals(100, times.startedNanos());
        }
        now.set(200);
        times.end();
        assertEquals("5.0 5, 20.0 20", plain());
        ExecutorStatistics.Latency below = times.latency(TaskKind.KEYED);
        assertEquals(1, below.service().count());
        assertEquals(10, below.queueWait().maxNanos());
        assertEquals(100, below.service().maxNanos(), 1);
        assertEquals(6, readings.get());
    }

    @Test
    void shouldKeepKindsApart() {
        for (int kind = 0; kind < TaskKind.COUNT; kind++) {
            times.expect(kind);
            for (int task = 0; task <= kind; task++) {
                run(0, 1);
            }
        }
        for (int kind = 0; kind < TaskKind.COUNT; kind++) {
            assertEquals(kind + 1, times.latency(kind).queueWait().count());
            assertEquals(kind + 1, times.latency(kind).service().count());
        }
    }

    @Test
    void shouldTimeTheWayOfAJob() {
        times.expect(TaskKind.ORDERED);
        now.set(10);
        times.begin(3);
        now.set(30);
        long done = times.end();
        times.pause();
        now.set(70);
        times.inOrder(done);
        ExecutorStatistics.Latency latency = times.latency(TaskKind.ORDERED);
        assertEquals(7, latency.queueWait().maxNanos());
        assertEquals(20, latency.service().maxNanos());
        assertEquals(40, latency.reorderWait().maxNanos());
    }
}
