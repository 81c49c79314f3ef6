package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool.ManagedBlocker;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All threads of an executor wait and there may be no more: it is told, if that cannot end, and if it can it is not. */
class LastToWaitTest {

    private static final int SOON = 10;

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final CountDownLatch open = new CountDownLatch(1);

    private MillraceExecutorBuilder builder() {
        return MillraceExecutors.builder().workers(1).threadFactory(threads);
    }

    /** Waits in a way that gives the place of the thread away at once. */
    private Void waitUntilOpen() throws InterruptedException {
        MillraceExecutor.managedBlock(new ManagedBlocker() {
            @Override
            public boolean block() throws InterruptedException {
                // Not for ever: a test that fails ends.
                open.await(2 * SOON, TimeUnit.SECONDS);
                return true;
            }

            @Override
            public boolean isReleasable() {
                return open.getCount() == 0;
            }
        });
        return null;
    }

    /** Returns when a thread sleeps in {@code get}. */
    private static void awaitWaiting(Thread thread) {
        while (!(LockSupport.getBlocker(thread) instanceof Future)) {
            Thread.onSpinWait();
        }
    }

    /** The last to wait waits for one that runs, and that one for one that nobody is left to begin. */
    @Test
    void shouldTellTheLastToWaitWhateverItWaitsFor() throws Exception {
        try (MillraceExecutor executor = builder().workers(2).spares(1).build()) {
            executor.submit(this::waitUntilOpen);
            AtomicReference<Thread> second = new AtomicReference<>();
            AtomicBoolean allThere = new AtomicBoolean();
            Future<Integer> middle = executor.submit(() -> {
                second.set(Thread.currentThread());
                while (!allThere.get()) {
                    Thread.onSpinWait();
                }
                return executor.priority(7).submit(() -> 1).get() + 1;
            });
            Future<Integer> last = executor.submit(() -> {
                while (second.get() == null) {
                    Thread.onSpinWait();
                }
                allThere.set(true);
                awaitWaiting(second.get());
                return middle.get() + 1;
            });
            ExecutionException told = assertThrows(ExecutionException.class, () -> last.get(SOON, TimeUnit.SECONDS));
            assertInstanceOf(RejectedExecutionException.class, told.getCause(), told::toString);
            String message = String.valueOf(told.getCause().getMessage());
            assertTrue(message.contains("workers=2, spares=1") && message.contains("which waits for"), message);
            assertEquals(2, middle.get(SOON, TimeUnit.SECONDS));
            open.countDown();
        }
    }

    @Test
    void shouldTellWhoeverWaitsForTheTaskOfAKey() throws Exception {
        try (MillraceExecutor executor = builder().spares(8).build()) {
            Future<Integer> first = executor.atomic(0).submit(() -> descend(executor, 1));
            Throwable told = assertThrows(ExecutionException.class, () -> first.get(SOON, TimeUnit.SECONDS));
            while (told.getCause() != null) {
                told = told.getCause();
            }
            assertInstanceOf(RejectedExecutionException.class, told);
            assertTrue(String.valueOf(told.getMessage()).contains("(key 9)"), told.getMessage());
        }
    }

    private static int descend(MillraceExecutor executor, int key) throws Exception {
        return executor.atomic(key).submit(() -> descend(executor, key + 1)).get();
    }

    @Test
    void shouldNotTellWhoeverWaitsForAnotherExecutor() throws Exception {
        Gate gate = new Gate();
        try (MillraceExecutor executor = builder().spares(1).build();
                MillraceExecutor other = builder().build()) {
            executor.submit(this::waitUntilOpen);
            other.execute(gate);
            gate.entered();
            CompletableFuture<Thread> waiter = new CompletableFuture<>();
            Future<Integer> waiting = executor.submit(() -> {
                waiter.complete(Thread.currentThread());
                return other.priority(7).submit(() -> 1).get();
            });
            awaitWaiting(waiter.get());
            gate.open();
            assertEquals(1, waiting.get(SOON, TimeUnit.SECONDS));
            open.countDown();
        }
    }

    /** What the submitter runs itself has begun, though by no worker. */
    @Test
    void shouldNotTellWhoeverWaitsForATaskOfACaller() throws Exception {
        AtomicReference<Future<?>> own = new AtomicReference<>();
        try (MillraceExecutor executor = builder()
                .spares(1)
                .queueLimit(1)
                .onRejection(rejected -> {
                    own.set((Future<?>) rejected.task());
                    rejected.runHere();
                })
                .build()) {
            executor.submit(this::waitUntilOpen);
            CompletableFuture<Thread> waiter = new CompletableFuture<>();
            CountDownLatch goOn = new CountDownLatch(1);
            Future<?> waiting = executor.submit(() -> {
                goOn.await();
                waiter.complete(Thread.currentThread());
                return own.get().get();
            });
            Future<Integer> ofCaller = executor.submit(() -> {
                goOn.countDown();
                awaitWaiting(waiter.join());
                return 1;
            });
            assertEquals(1, ofCaller.get(SOON, TimeUnit.SECONDS));
            assertEquals(1, waiting.get(SOON, TimeUnit.SECONDS));
            open.countDown();
        }
    }
}
