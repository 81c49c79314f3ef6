package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where an executor is in its life. It only moves forward.
 *
 * <pre>
 *   RUNNING  -> SHUTDOWN    shutdown()
 *   RUNNING  -> STOP        shutdownNow()
 *   SHUTDOWN -> STOP        shutdownNow()
 *   SHUTDOWN -> TIDYING     nothing waits and nothing is in flight
 *   STOP     -> TIDYING     nothing waits and nothing is in flight
 *   TIDYING  -> VACATED     the last worker and the guest have left
 *   VACATED  -> TERMINATED  the hook that a user has set has returned
 * </pre>
 */
final class Lifecycle {

    static final int RUNNING = 0;
    static final int SHUTDOWN = 1;
    static final int STOP = 2;
    static final int TIDYING = 3;
    static final int VACATED = 4;
    static final int TERMINATED = 5;

    private static final String[] NAMES = {
        "running", "shut down", "stopping", "terminating", "terminating", "terminated"
    };

    private final String executor;
    private final AtomicInteger state = new AtomicInteger(RUNNING);
    private final CompletableFuture<Void> termination = new CompletableFuture<>();
    private final List<Runnable> farewells = new CopyOnWriteArrayList<>();

    /** Read by threads of the executor, and forgotten by who ends it. */
    private volatile @Nullable MillraceExecutor owner;

    Lifecycle(String executor) {
        this.executor = executor;
    }

    /** Moves forward to {@code to}; false if that state was reached or passed before. */
    boolean raise(int to) {
        // Pairs with itself, so that one caller takes each step, and with those who raise a count and then read the
        // state.
        return state.getAndUpdate(seen -> Math.max(seen, to)) < to;
    }

    /** Says what has this life. Called before the first task. */
    void ownedBy(MillraceExecutor executorOfThis) {
        owner = executorOfThis;
    }

    /** Returns the executor whose life this is; null in a test of a part. */
    @Nullable
    MillraceExecutor owner() {
        return owner;
    }

    boolean isRunning() {
        return state.get() == RUNNING;
    }

    boolean isStopping() {
        return state.get() >= STOP;
    }

    boolean isTidying() {
        return state.get() >= TIDYING;
    }

    boolean isTerminated() {
        return state.get() == TERMINATED;
    }

    /** Returns the name of the executor. */
    String executor() {
        return executor;
    }

    /** Says what to do when all have left, before anybody is told of the end. Called before the first task. */
    void beforeEnd(Runnable farewell) {
        farewells.add(farewell);
    }

    /** Does all that was asked for by {@link #beforeEnd}, even if something of it fails. Called once. */
    void bidFarewell() {
        for (Runnable farewell : farewells) {
            try {
                farewell.run();
            } catch (Throwable failure) {
                Workforce.report(failure);
            }
        }
        // A future that somebody keeps knows this, and must not keep the executor.
        farewells.clear();
        owner = null;
    }

    /** Waits until the executor has terminated, for at most so long; returns whether it has. */
    boolean awaitTermination(long nanos) throws InterruptedException {
        return Surroundings.await(this::isTerminated, nanos, atMost -> isCompleted(termination, atMost));
    }

    /** Waits, as a thread of the system does, for something that does not fail; returns whether it was completed. */
    static boolean isCompleted(CompletableFuture<?> end, long nanos) throws InterruptedException {
        try {
            end.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException impossible) {
            throw new AssertionError("termination does not fail", impossible);
        }
    }

    /** Completes when the executor has terminated. */
    CompletableFuture<Void> termination() {
        return termination;
    }

    /** Returns what to throw for a task that comes too late. */
    RejectedExecutionException rejection() {
        FlightLog.rejected(executor, toString());
        return new RejectedExecutionException(
                "executor takes no more tasks, create a new one: executor=" + executor + ", state=" + this);
    }

    @Override
    public String toString() {
        return NAMES[state.get()];
    }
}
