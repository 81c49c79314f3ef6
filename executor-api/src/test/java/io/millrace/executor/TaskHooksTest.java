package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the hooks of ours do beyond those of {@code ThreadPoolExecutor}, which the conformance suite compares. */
class TaskHooksTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutor open(TaskHooks hooks) {
        return MillraceExecutors.builder()
                .workers(1)
                .threadFactory(threads)
                .hooks(hooks)
                .build();
    }

    private static TaskHooks failingBefore(RuntimeException failure) {
        return new TaskHooks() {
            @Override
            public void beforeExecute(Thread worker, Runnable task) {
                throw failure;
            }
        };
    }

    @Test
    void shouldCancelAFutureWhoseFirstHookThrows() throws Exception {
        RuntimeException failure = new RuntimeException("planned");
        AtomicInteger ran = new AtomicInteger();
        try (MillraceExecutor executor = open(failingBefore(failure))) {
            Series series = executor.newSeries();
            for (Future<?> future : List.of(
                    executor.submit(ran::incrementAndGet),
                    executor.atomic("key").submit(ran::incrementAndGet),
                    executor.ordered(series).submit(ran::incrementAndGet),
                    executor.directed().submit(ran::incrementAndGet))) {
                assertThrows(CancellationException.class, () -> future.get(10, TimeUnit.SECONDS));
            }
        }
        threads.join();
        assertEquals(0, ran.get());
        assertEquals(List.of(failure, failure, failure, failure), List.copyOf(threads.uncaught));
        assertEquals(1, threads.made.size());
    }

    @Test
    void shouldTellTheHandlerOfTheTaskAndOfTheHookWhenBothThrow() throws Exception {
        RuntimeException ofTask = new RuntimeException("planned by the task");
        RuntimeException ofHook = new RuntimeException("planned by the hook");
        ConcurrentLinkedQueue<Throwable> seen = new ConcurrentLinkedQueue<>();
        MillraceExecutor executor = open(new TaskHooks() {
            @Override
            public void afterExecute(Runnable task, @Nullable Throwable failure) {
                if (failure != null) {
                    seen.add(failure);
                }
                throw ofHook;
            }
        });
        executor.execute(() -> {
            throw ofTask;
        });
        executor.close();
        threads.join();
        assertEquals(List.of(ofTask), List.copyOf(seen));
        assertEquals(List.of(ofHook, ofTask), List.copyOf(threads.uncaught));
    }

    @Test
    void shouldCallTheHooksOfAnOrderedTaskBeforeItsTurn() throws Exception {
        AtomicBoolean done = new AtomicBoolean(true);
        ConcurrentLinkedQueue<Runnable> seen = new ConcurrentLinkedQueue<>();
        MillraceExecutor executor = open(new TaskHooks() {
            @Override
            public void afterExecute(Runnable task, @Nullable Throwable failure) {
                seen.add(task);
                done.set(((Future<?>) task).isDone());
            }
        });
        Future<String> future = executor.ordered(executor.newSeries()).submit(() -> "result");
        assertEquals("result", future.get());
        executor.close();
        assertSame(future, seen.peek());
        assertFalse(done.get());
    }

    @Test
    void shouldNotTellOfJobsOfASeries() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        MillraceExecutor executor = open(new TaskHooks() {
            @Override
            public void beforeExecute(Thread worker, Runnable task) {
                calls.incrementAndGet();
            }
        });
        AtomicInteger ended = new AtomicInteger();
        executor.newSeries().submit(new OrderedJob() {
            @Override
            public void parallel(Worker worker, long place) {}

            @Override
            public void serial(Worker worker) {
                ended.incrementAndGet();
            }
        });
        executor.close();
        assertEquals(1, ended.get());
        assertEquals(0, calls.get());
    }

    /** Its return is what the end waits for, and so would it. */
    @Test
    void shouldRefuseToCloseInTheLastHook() throws Exception {
        AtomicReference<MillraceExecutor> opened = new AtomicReference<>();
        AtomicReference<String> refusal = new AtomicReference<>();
        TaskHooks closing = new TaskHooks() {
            @Override
            public void terminated() {
                refusal.set(assertThrows(
                                IllegalStateException.class, () -> opened.get().close())
                        .getMessage());
            }
        };
        for (boolean used : new boolean[] {false, true}) {
            try (TimeLimit time = TimeLimit.seconds(30)) {
                opened.set(open(closing));
                if (used) {
                    opened.get().submit(() -> {}).get();
                }
                opened.get().close();
                assertTrue(opened.get().isTerminated());
                assertEquals(
                        "close called by the hook terminated() of the same executor, whose end waits for the hook; the executor"
                                + " ends without it: executor=" + opened.get().name(),
                        refusal.getAndSet(null));
                opened.get().close();
            }
        }
    }

    @Test
    void shouldSurviveALastHookThatThrows() throws Exception {
        RuntimeException failure = new RuntimeException("planned");
        MillraceExecutor executor = open(new TaskHooks() {
            @Override
            public void terminated() {
                throw failure;
            }
        });
        executor.submit(() -> {}).get();
        executor.close();
        threads.join();
        assertTrue(executor.isTerminated());
        // Who brings the end about is told: the worker, or the thread that has closed, whose handler is not ours.
        assertTrue(threads.uncaught.isEmpty() || List.of(failure).equals(List.copyOf(threads.uncaught)));
    }
}
