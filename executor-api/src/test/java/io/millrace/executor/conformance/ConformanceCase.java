package io.millrace.executor.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.fail;

import io.millrace.executor.Gate;
import io.millrace.executor.TrackedThreads;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.function.Executable;

/**
 * A test of one subject: opens executors, ends them, lets go of the tasks that a test holds back, joins all threads, and
 * bounds the time.
 */
abstract class ConformanceCase {

    static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(Integer.getInteger("millrace.patience.seconds", 10));

    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    /** Says which subject it was that failed: the name of a test alone does not. */
    @RegisterExtension
    final TestExecutionExceptionHandler naming = (context, failure) -> {
        failure.addSuppressed(new AssertionError(context.getUniqueId()));
        throw failure;
    };

    private final Subject subject;
    private final List<Gate> gates = new ArrayList<>();
    private final List<ExecutorService> opened = new ArrayList<>();

    ConformanceCase(Subject subject) {
        this.subject = subject;
    }

    @AfterEach
    final void endAll() throws InterruptedException {
        Thread.interrupted();
        gates.forEach(Gate::open);
        for (ExecutorService executor : opened) {
            subject.end(executor);
        }
    }

    final Subject subject() {
        return subject;
    }

    final ExecutorService open() {
        return open(threads);
    }

    final ExecutorService open(ThreadFactory factory) {
        return keep(subject.open(factory));
    }

    final <T extends ExecutorService> T keep(T executor) {
        opened.add(executor);
        return executor;
    }

    final boolean has(Habit habit) {
        return !subject.lacks().contains(habit);
    }

    final void requires(Habit habit) {
        Assumptions.assumeTrue(has(habit), () -> "not its habit: " + habit);
    }

    final void requiresLackOf(Habit habit) {
        Assumptions.assumeTrue(!has(habit), () -> "its habit: " + habit);
    }

    final void requiresParallelism() {
        Assumptions.assumeTrue(subject.parallelism() > 1, "one at a time");
    }

    /** Returns a task that ends when it is let go, at the end of the test at the latest. */
    final Gate gate() {
        Gate gate = new Gate();
        gates.add(gate);
        return gate;
    }

    /** Makes an executor run as much as it can, and returns what it runs. */
    final List<Gate> occupy(ExecutorService executor) throws InterruptedException {
        List<Gate> running = new ArrayList<>();
        for (int i = 0; i < subject.parallelism(); i++) {
            Gate gate = gate();
            executor.execute(gate);
            running.add(gate.entered());
        }
        return running;
    }

    /** Returns a task that waits until it is let go, and is stopped by an interrupt. */
    final Callable<String> blocked(Gate gate) {
        return () -> {
            gate.run();
            if (gate.wasInterrupted()) {
                throw new InterruptedException("planned");
            }
            return "let go";
        };
    }

    /** Waits until something is so that nobody tells. */
    final void eventually(String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted() || System.nanoTime() - begin > SOON_NANOS) {
                fail("has not come about: " + what);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Waits until so many failures went to the handler, and none too many as far as one can tell. */
    final void assertUncaught(int count) throws InterruptedException {
        joinOwn();
        eventually("told of " + count, () -> threads.uncaught.size() >= count);
        assertEquals(count, threads.uncaught.size());
    }

    /** Waits, after the end, for the threads if they end with the executor. */
    final void joinOwn() throws InterruptedException {
        if (has(Habit.ENDS_ITS_THREADS)) {
            threads.join();
        }
    }

    /** Shuts down and waits until all has ended. */
    final void finish(ExecutorService executor) throws InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(SOON_NANOS, TimeUnit.NANOSECONDS)) {
            fail("not terminated: " + executor);
        }
    }

    /**
     * Has a thread make a call that waits, interrupts it, and looks what the call throws. It must wait without using the
     * processor: only a thread that spins uses much of a time in which it has nothing to do.
     */
    final void assertParksAndIsInterrupted(Class<? extends Throwable> expected, Executable call) throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                call.execute();
            } catch (Throwable failure) {
                thrown.set(failure);
            }
        });
        threads.made.add(thread);
        thread.start();
        awaitParked(thread);
        assertParked(thread);
        thread.interrupt();
        thread.join();
        Throwable failure = thrown.get();
        assertSame(expected, failure == null ? null : failure.getClass(), () -> "thrown: " + failure);
    }

    final void awaitParked(Thread thread) {
        eventually(
                "waits",
                () -> Arrays.asList(Thread.State.WAITING, Thread.State.TIMED_WAITING)
                        .contains(thread.getState()));
    }

    private static void assertParked(Thread thread) {
        long before = processorNanos(thread);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < REST_NANOS) {
            LockSupport.parkNanos(REST_NANOS);
        }
        long used = processorNanos(thread) - before;
        if (used > REST_NANOS / 2) {
            fail("it does not park: of " + REST_NANOS + " ns it has used " + used);
        }
    }

    private static long processorNanos(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
    }
}
