package io.millrace.executor.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.executor.Gate;
import io.millrace.executor.TaskHooks;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hooks before and after tasks, and at the end. */
abstract class HookConformance extends ConformanceCase {

    HookConformance(Subject subject) {
        super(subject);
    }

    @BeforeEach
    void skipWithoutHooks() {
        requires(Habit.HAS_HOOKS);
    }

    private ExecutorService open(TaskHooks hooks) {
        return keep(subject().open(threads, hooks));
    }

    private static final class Recorder implements TaskHooks {

        final ConcurrentLinkedQueue<Object> before = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<Object> after = new ConcurrentLinkedQueue<>();
        final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        final AtomicInteger inOtherThreads = new AtomicInteger();
        final AtomicInteger terminated = new AtomicInteger();

        @Override
        public void beforeExecute(Thread worker, Runnable task) {
            before.add(task);
            inOtherThreads.addAndGet(worker == Thread.currentThread() ? 0 : 1);
        }

        @Override
        public void afterExecute(Runnable task, @Nullable Throwable thrown) {
            after.add(task);
            failure.set(thrown);
        }

        @Override
        public void terminated() {
            terminated.incrementAndGet();
        }
    }

    @Test
    void shouldShowTheVeryObjectsThatWereHandedInAndReturned() throws Exception {
        Recorder recorder = new Recorder();
        ExecutorService executor = open(recorder);
        Runnable task = () -> {};
        executor.execute(task);
        eventually("first one ended", () -> recorder.after.size() == 1);
        Object first = executor.submit(() -> {});
        eventually("second one ended", () -> recorder.after.size() == 2);
        Object second = executor.submit(() -> "result");
        finish(executor);
        assertEquals(List.of(task, first, second), List.copyOf(recorder.before));
        assertEquals(List.of(task, first, second), List.copyOf(recorder.after));
        assertNull(recorder.failure.get());
        assertEquals(0, recorder.inOtherThreads.get());
    }

    @Test
    void shouldCallThemOnceForEachTask() throws Exception {
        Recorder recorder = new Recorder();
        ExecutorService executor = open(recorder);
        for (int i = 0; i < 200; i++) {
            executor.execute(() -> {});
            executor.submit(() -> "result");
        }
        finish(executor);
        assertEquals(400, recorder.before.size());
        assertEquals(400, recorder.after.size());
    }

    @Test
    void shouldCallThemAroundTheTaskAndInItsThread() throws Exception {
        ConcurrentLinkedQueue<String> steps = new ConcurrentLinkedQueue<>();
        ExecutorService executor = open(new TaskHooks() {
            @Override
            public void beforeExecute(Thread worker, Runnable task) {
                steps.add("before in " + Thread.currentThread().getName());
            }

            @Override
            public void afterExecute(Runnable task, @Nullable Throwable failure) {
                steps.add("after in " + Thread.currentThread().getName());
            }
        });
        AtomicReference<String> name = new AtomicReference<>("");
        executor.execute(() -> {
            name.set(Thread.currentThread().getName());
            steps.add("task");
        });
        finish(executor);
        assertEquals(List.of("before in " + name, "task", "after in " + name), List.copyOf(steps));
    }

    @Test
    void shouldTellWhatAnExecutedTaskHasThrown() throws Exception {
        Recorder recorder = new Recorder();
        ExecutorService executor = open(recorder);
        IllegalStateException failure = new IllegalStateException("planned");
        executor.execute(() -> {
            throw failure;
        });
        finish(executor);
        assertUncaught(1);
        assertSame(failure, recorder.failure.get());
        assertSame(failure, threads.uncaught.peek());
    }

    @Test
    void shouldNotTellWhatIsInTheFuture() throws Exception {
        Recorder recorder = new Recorder();
        ExecutorService executor = open(recorder);
        executor.submit(() -> {
            throw new IllegalStateException("planned");
        });
        finish(executor);
        assertEquals(1, recorder.after.size());
        assertNull(recorder.failure.get());
        threads.assertNothingUncaught();
    }

    @Test
    void shouldNotRunATaskWhoseFirstHookThrows() throws Exception {
        AtomicInteger after = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        ExecutorService executor = open(new TaskHooks() {
            @Override
            public void beforeExecute(Thread worker, Runnable task) {
                if (calls.getAndIncrement() == 0) {
                    throw new IllegalStateException("planned");
                }
            }

            @Override
            public void afterExecute(Runnable task, @Nullable Throwable failure) {
                after.incrementAndGet();
            }
        });
        AtomicInteger ran = new AtomicInteger();
        executor.execute(ran::incrementAndGet);
        eventually("first one is over", () -> !threads.uncaught.isEmpty());
        executor.execute(ran::incrementAndGet);
        finish(executor);
        assertUncaught(1);
        assertEquals(1, ran.get());
        eventually("second one is over", () -> after.get() > 0);
        assertEquals(1, after.get());
    }

    @Test
    void shouldGoOnWhenTheSecondHookThrows() throws Exception {
        ExecutorService executor = open(new TaskHooks() {
            @Override
            public void afterExecute(Runnable task, @Nullable Throwable failure) {
                throw new IllegalStateException("planned");
            }
        });
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            executor.execute(ran::incrementAndGet);
        }
        assertEquals("goes on", executor.submit(() -> "goes on").get());
        finish(executor);
        assertUncaught(21);
        assertEquals(20, ran.get());
    }

    @Test
    void shouldNotCallThemForWhatDoesNotRun() throws Exception {
        Recorder recorder = new Recorder();
        ExecutorService executor = open(recorder);
        List<Gate> running = occupy(executor);
        executor.execute(() -> {});
        executor.submit(() -> {});
        executor.shutdownNow();
        running.forEach(Gate::open);
        finish(executor);
        assertEquals(running.size(), recorder.before.size());
        assertEquals(running.size(), recorder.after.size());
    }

    @Test
    void shouldCallTheLastOneOnceAtTheEnd() throws Exception {
        requires(Habit.ENDS_ITS_THREADS);
        Recorder recorder = new Recorder();
        ExecutorService executor = open(recorder);
        executor.submit(() -> {}).get();
        assertEquals(0, recorder.terminated.get());
        finish(executor);
        executor.shutdown();
        executor.shutdownNow();
        assertEquals(1, recorder.terminated.get());
    }

    @Test
    void shouldCallTheLastOneWhenUnused() {
        requires(Habit.ENDS_ITS_THREADS);
        Recorder recorder = new Recorder();
        ExecutorService executor = open(recorder);
        executor.shutdown();
        assertEquals(1, recorder.terminated.get());
        assertTrue(executor.isTerminated());
    }

    @Test
    void shouldNotBeTerminatedBeforeTheLastOneHasReturned() throws Exception {
        requires(Habit.ENDS_ITS_THREADS);
        AtomicReference<@Nullable ExecutorService> self = new AtomicReference<>();
        AtomicReference<Boolean> seen = new AtomicReference<>();
        ExecutorService executor = open(new TaskHooks() {
            @Override
            public void terminated() {
                seen.set(self.get().isTerminated());
            }
        });
        self.set(executor);
        executor.submit(() -> {}).get();
        finish(executor);
        assertFalse(seen.get());
    }

    @Test
    void shouldTerminateWhenTheLastOneThrows() throws Exception {
        requires(Habit.ENDS_ITS_THREADS);
        ExecutorService executor = open(new TaskHooks() {
            @Override
            public void terminated() {
                throw new IllegalStateException("planned");
            }
        });
        executor.submit(() -> {}).get();
        try {
            finish(executor);
        } catch (IllegalStateException thrown) {
            // ThreadPoolExecutor may come to its end in the thread that shuts it down.
            assertEquals("planned", thrown.getMessage());
            finish(executor);
        }
        assertTrue(executor.isTerminated());
    }
}
