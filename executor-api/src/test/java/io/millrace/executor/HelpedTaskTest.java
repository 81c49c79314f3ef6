package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task that one who waits for it has run leaves its place in line, where nobody must take it for one that waits. */
class HelpedTaskTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutorBuilder builder() {
        return MillraceExecutors.builder().workers(1).spares(4).threadFactory(threads);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotBeReturnedByShutdownNow(boolean bounded) throws Exception {
        MillraceExecutor executor = (bounded ? builder().queueLimit(100) : builder()).build();
        Future<List<Runnable>> outer = executor.submit(() -> {
            Future<Integer> helped = executor.submit(() -> 7);
            Future<Integer> waiting = executor.submit(() -> 8);
            assertEquals(7, helped.get());
            List<Runnable> returned = executor.shutdownNow();
            assertEquals(List.of(waiting), returned);
            return returned;
        });
        Runnable returned = outer.get().get(0);
        executor.close();
        returned.run();
        assertEquals(8, ((Future<?>) returned).get());
    }

    @Test
    void shouldNotBeReturnedWhileItRuns() throws Exception {
        MillraceExecutor executor = builder().build();
        Future<?> outer = executor.submit(() -> executor.submit(() -> {
                    assertEquals(List.of(), executor.shutdownNow());
                    return 7;
                })
                .get());
        assertEquals(7, outer.get());
        executor.close();
    }

    @Test
    void shouldNotBeDiscardedAsTheOldestThatWaits() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        try (MillraceExecutor executor = builder()
                .queueLimit(1)
                .onRejection(RejectedTaskHandler.discardOldest())
                .build()) {
            Future<Integer> outer = executor.submit(() -> {
                Future<Integer> helped = executor.submit(() -> {
                    // There is no room for this, and nothing that waits.
                    assertTrue(executor.submit(ran::incrementAndGet).isCancelled());
                    return 7;
                });
                return helped.get();
            });
            assertEquals(7, outer.get());
        }
        assertEquals(0, ran.get());
    }

    /** As code does that was written for the {@code ForkJoinPool} of the JDK. */
    @Test
    void shouldReturnATaskThatForksIfItWasExecuted() throws Exception {
        MillraceExecutor executor = builder().build();
        Gate gate = new Gate();
        executor.execute(gate);
        gate.entered();
        ForkJoinTask<String> task = ForkJoinTask.adapt(() -> "done");
        executor.execute(task);
        List<Runnable> returned = executor.shutdownNow();
        assertEquals(1, returned.size());
        assertSame(task, returned.get(0));
        assertFalse(task.isDone());
        returned.get(0).run();
        assertEquals("done", task.join());
        executor.close();
    }
}
