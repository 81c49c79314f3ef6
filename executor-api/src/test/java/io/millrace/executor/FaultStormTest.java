package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tasks that do wrong what a task can do wrong, by every way in, each between two that look whether they notice. What is
 * thrown by {@code execute} comes to the handler once; what is thrown by {@code submit}, to its future alone.
 */
class FaultStormTest {

    private static final int FAULTS = Integer.getInteger("millrace.faults", 1_200);

    /** What a task does wrong. */
    enum Fault {
        EXCEPTION,
        CHECKED,
        ERROR,
        THREAD_DEATH,
        STACK_OVERFLOW,
        OUT_OF_MEMORY,
        INTERRUPTS_ITSELF,
        IS_INTERRUPTED,
        LEAVES_A_THREAD_LOCAL;

        boolean isThrown() {
            return ordinal() <= OUT_OF_MEMORY.ordinal();
        }
    }

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final ThreadLocal<@Nullable Object> left = new ThreadLocal<>();
    private final AtomicReference<@Nullable String> noticed = new AtomicReference<>();
    private final Map<Throwable, Boolean> toBeHandled = new IdentityHashMap<>();

    private static int deeper(int depth) {
        return depth < 0 ? 0 : 1 + deeper(depth + 1);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        throw (E) failure;
    }

    /** Returns what a task throws; null if that is not known before, or it throws nothing. */
    @SuppressWarnings("removal")
    private static @Nullable Throwable thrown(Fault fault) {
        return switch (fault) {
            case EXCEPTION -> new IllegalStateException("planned");
            case CHECKED -> new IOException("planned");
            case ERROR -> new AssertionError("planned");
            case THREAD_DEATH -> new ThreadDeath();
            case OUT_OF_MEMORY -> new OutOfMemoryError("planned");
            default -> null;
        };
    }

    private void commit(Fault fault, @Nullable Throwable thrown) {
        Thread self = Thread.currentThread();
        switch (fault) {
            case STACK_OVERFLOW -> deeper(0);
            case INTERRUPTS_ITSELF -> self.interrupt();
            case IS_INTERRUPTED -> {
                Thread foreign = new Thread(self::interrupt);
                foreign.start();
                while (!self.isInterrupted()) {
                    Thread.onSpinWait();
                }
            }
            case LEAVES_A_THREAD_LOCAL -> left.set(new byte[1_000]);
            default -> FaultStormTest.<RuntimeException>sneak(thrown);
        }
    }

    /** What a task without a fault does: it may find a thread local of others, as in any pool, but no interrupt. */
    private void look() {
        if (Thread.currentThread().isInterrupted()) {
            noticed.set("interrupted");
        }
    }

    @ParameterizedTest
    @EnumSource(ReachabilityTest.Kind.class)
    void shouldHarmNobodyElse(ReachabilityTest.Kind kind) throws Exception {
        AtomicInteger executed = new AtomicInteger();
        AtomicInteger looks = new AtomicInteger();
        int overflows = 0;
        int faults = FAULTS / ReachabilityTest.Kind.values().length;
        try (MillraceExecutor executor = kind.open(2, threads)) {
            List<ExecutorService> ways = Ways.of(executor);
            SplittableRandom dice = new SplittableRandom(kind.ordinal());
            for (int i = 0; i < faults; i++) {
                ExecutorService way = ways.get(dice.nextInt(ways.size()));
                Fault fault = Fault.values()[dice.nextInt(Fault.values().length)];
                Throwable thrown = thrown(fault);
                CountDownLatch looked = new CountDownLatch(2);
                Runnable look = () -> {
                    look();
                    looks.incrementAndGet();
                    looked.countDown();
                };
                way.execute(look);
                if (dice.nextBoolean()) {
                    expect(fault, submitted(executor, way, dice.nextInt(4), fault, thrown), thrown);
                } else {
                    way.execute(() -> {
                        executed.incrementAndGet();
                        commit(fault, thrown);
                    });
                    overflows += fault == Fault.STACK_OVERFLOW ? 1 : 0;
                    if (thrown != null) {
                        toBeHandled.put(thrown, true);
                    }
                }
                way.execute(look);
                looked.await();
            }
        }
        threads.join();
        assertNull(noticed.get());
        assertEquals(2 * faults, looks.get());
        assertTrue(executed.get() > 0);
        verifyHandled(overflows);
        assertTrue(threads.made.size() <= 2 + 8, "made: " + threads.made.size());
    }

    private Future<?> submitted(
            MillraceExecutor executor, ExecutorService way, int how, Fault fault, @Nullable Throwable thrown)
            throws InterruptedException {
        Callable<Object> task = () -> {
            commit(fault, thrown);
            return fault;
        };
        return switch (how) {
            case 0 -> executor.schedule(task, 1, TimeUnit.MICROSECONDS);
            case 1 ->
                executor.submit(ForkJoinTask.adapt(() -> {
                    ForkJoinTask<Object> forked = ForkJoinTask.adapt(task);
                    forked.fork();
                    return forked.join();
                }));
            case 2 -> way.invokeAll(List.of(task)).get(0);
            default -> way.submit(task);
        };
    }

    private void expect(Fault fault, Future<?> future, @Nullable Throwable thrown) throws InterruptedException {
        if (!fault.isThrown()) {
            try {
                assertSame(fault, future.get());
            } catch (ExecutionException | CancellationException wrong) {
                throw new AssertionError(fault.toString(), wrong);
            }
            return;
        }
        Throwable cause = assertThrows(ExecutionException.class, future::get).getCause();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (thrown == null) {
            assertTrue(cause instanceof StackOverflowError, String.valueOf(cause));
        } else {
            assertSame(thrown, cause);
        }
    }

    private void verifyHandled(int overflows) {
        List<Throwable> others = new ArrayList<>();
        for (Throwable handled : threads.uncaught) {
            if (toBeHandled.remove(handled) == null) {
                others.add(handled);
            }
        }
        assertEquals(Map.of(), toBeHandled, "never handled");
        assertEquals(overflows, others.size(), "handled: " + others);
        others.forEach(handled -> assertTrue(handled instanceof StackOverflowError, String.valueOf(handled)));
    }

    @Test
    void shouldFreeKeyPlaceAndCreditWhateverIsThrown() throws Exception {
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .workers(2)
                .credits(2)
                .queueLimit(4)
                .onRejection(RejectedTaskHandler.waiting())
                .threadFactory(threads)
                .build()) {
            List<ExecutorService> ways = Ways.of(executor);
            for (int i = 0; i < FAULTS; i++) {
                Fault fault = Fault.values()[i % Fault.values().length];
                Throwable thrown = thrown(fault);
                ways.get(i % ways.size()).execute(() -> commit(fault, thrown));
            }
            for (ExecutorService way : ways) {
                way.submit(() -> {}).get();
            }
            while (executor.placesTaken() > 0 || executor.snapshot().inFlight() > 0) {
                Thread.onSpinWait();
            }
            assertEquals(0, executor.keys().size());
        }
        assertEquals(2, threads.made.size());
    }
}
