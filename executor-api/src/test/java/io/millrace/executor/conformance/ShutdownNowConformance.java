package io.millrace.executor.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.executor.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@code shutdownNow}: what it returns, and what it interrupts. */
abstract class ShutdownNowConformance extends ConformanceCase {

    ShutdownNowConformance(Subject subject) {
        super(subject);
    }

    @Test
    void shouldReturnTheVeryTasksThatHaveNotStartedInOrder() throws Exception {
        requires(Habit.RETURNS_UNSTARTED);
        ExecutorService executor = open();
        List<Gate> running = occupy(executor);
        AtomicInteger ran = new AtomicInteger();
        List<Runnable> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Runnable task = () -> ran.incrementAndGet();
            executor.execute(task);
            expected.add(task);
            expected.add((Runnable) executor.submit(ran::incrementAndGet));
        }
        List<Runnable> unstarted = executor.shutdownNow();
        assertEquals(expected.size(), unstarted.size());
        for (int i = 0; i < expected.size(); i++) {
            assertSame(expected.get(i), unstarted.get(i), "task " + i);
        }
        running.forEach(Gate::open);
        finish(executor);
        assertEquals(0, ran.get());
    }

    @Test
    void shouldReturnATaskAsOftenAsItWasSubmitted() throws Exception {
        requires(Habit.RETURNS_UNSTARTED);
        ExecutorService executor = open();
        List<Gate> running = occupy(executor);
        Runnable task = () -> {};
        executor.execute(task);
        executor.execute(task);
        assertEquals(List.of(task, task), executor.shutdownNow());
        running.forEach(Gate::open);
    }

    @Test
    void shouldReturnNothingTheSecondTime() throws Exception {
        requires(Habit.RETURNS_UNSTARTED);
        ExecutorService executor = open();
        List<Gate> running = occupy(executor);
        executor.execute(() -> {});
        assertEquals(1, executor.shutdownNow().size());
        assertEquals(List.of(), executor.shutdownNow());
        running.forEach(Gate::open);
        finish(executor);
        assertEquals(List.of(), executor.shutdownNow());
    }

    @Test
    void shouldReturnWhatWaitsAfterShutdown() throws Exception {
        requires(Habit.RETURNS_UNSTARTED);
        ExecutorService executor = open();
        List<Gate> running = occupy(executor);
        Runnable task = () -> {};
        executor.execute(task);
        executor.shutdown();
        assertEquals(List.of(task), executor.shutdownNow());
        running.forEach(Gate::open);
    }

    @Test
    void shouldReturnWhatItsOwnerCanRun() throws Exception {
        requires(Habit.RETURNS_UNSTARTED);
        ExecutorService executor = open();
        List<Gate> running = occupy(executor);
        Future<String> future = executor.submit(() -> "ran after all");
        List<Runnable> unstarted = executor.shutdownNow();
        assertFalse(future.isDone());
        unstarted.forEach(Runnable::run);
        assertEquals("ran after all", future.get());
        running.forEach(Gate::open);
    }

    @Test
    void shouldReturnAListThatIsTheCallers() throws Exception {
        ExecutorService executor = open();
        List<Gate> running = occupy(executor);
        executor.execute(() -> {});
        List<Runnable> unstarted = executor.shutdownNow();
        if (has(Habit.RETURNS_UNSTARTED)) {
            unstarted.remove(0);
        }
        assertEquals(0, unstarted.size());
        running.forEach(Gate::open);
    }

    @Test
    void shouldRunOrReturnEachTaskOnceWhileWorkGoesOn() throws Exception {
        requires(Habit.RETURNS_UNSTARTED);
        for (int round = 0; round < 10; round++) {
            ExecutorService executor = open();
            AtomicInteger ended = new AtomicInteger();
            for (int i = 0; i < 300; i++) {
                executor.execute(ended::incrementAndGet);
            }
            int returned = executor.shutdownNow().size();
            finish(executor);
            assertEquals(300, ended.get() + returned);
        }
    }

    @Test
    void shouldNotRunWhatHasNotStarted() throws Exception {
        ExecutorService executor = open();
        List<Gate> running = occupy(executor);
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            executor.submit(ran::incrementAndGet);
        }
        executor.shutdownNow();
        running.forEach(Gate::open);
        finish(executor);
        assertEquals(0, ran.get());
    }

    @Test
    void shouldInterruptWhatRuns() throws Exception {
        requires(Habit.INTERRUPTS_WHEN_STOPPED);
        ExecutorService executor = open();
        List<Gate> running = occupy(executor);
        executor.shutdownNow();
        assertTrue(executor.awaitTermination(SOON_NANOS, TimeUnit.NANOSECONDS));
        for (Gate gate : running) {
            assertTrue(gate.wasInterrupted());
        }
    }

    @Test
    void shouldLetWhatRunsGoOnWhenTheThreadsAreNotItsOwn() throws Exception {
        requiresLackOf(Habit.INTERRUPTS_WHEN_STOPPED);
        ExecutorService executor = open();
        List<Gate> running = occupy(executor);
        executor.shutdownNow();
        assertFalse(executor.awaitTermination(20, TimeUnit.MILLISECONDS));
        running.forEach(Gate::open);
        finish(executor);
        assertFalse(running.get(0).wasInterrupted());
    }

    @Test
    void shouldTerminateWhenIdle() throws Exception {
        ExecutorService executor = open();
        executor.submit(() -> {}).get();
        assertEquals(List.of(), executor.shutdownNow());
        assertTrue(executor.awaitTermination(SOON_NANOS, TimeUnit.NANOSECONDS));
    }

    @Test
    void shouldBeTerminatedAtOnceWhenUnused() {
        ExecutorService executor = open();
        assertEquals(List.of(), executor.shutdownNow());
        assertTrue(executor.isShutdown());
        assertTrue(executor.isTerminated());
        assertEquals(List.of(), threads.made);
    }

    @Test
    void shouldBeStoppedByItsTask() throws Exception {
        requires(Habit.RETURNS_UNSTARTED);
        ExecutorService executor = open();
        Gate gate = gate();
        AtomicInteger returned = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        executor.execute(() -> {
            gate.run();
            returned.set(executor.shutdownNow().size());
        });
        gate.entered();
        for (int i = 0; i < 20; i++) {
            executor.execute(others::incrementAndGet);
        }
        gate.open();
        assertTrue(executor.awaitTermination(SOON_NANOS, TimeUnit.NANOSECONDS));
        assertEquals(20, returned.get() + others.get());
    }
}
