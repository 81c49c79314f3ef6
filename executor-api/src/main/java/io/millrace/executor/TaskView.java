package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A way into an executor with a promise of its own. Shutting it down closes this way only; it ends with the executor at
 * the latest.
 *
 * <p>{@code shutdownNow} returns the tasks that have not started, and does not interrupt those that have.
 */
class TaskView extends AbstractExecutorService implements Way {

    private static final int OPEN = 0;
    private static final int SHUTDOWN = 1;
    private static final int STOP = 2;

    private final String name;
    private final Lifecycle lifecycle;
    private final @Nullable Bound bound;
    private final Capture capture;
    private final BiFunction<TaskView, Runnable, Pending> envelope;
    private final TaskRoll roll = new TaskRoll();
    private final CompletableFuture<Void> termination = new CompletableFuture<>();

    /** Tasks that were accepted, or are about to be, and have not ended. */
    private final AtomicLong outstanding = new AtomicLong();

    private volatile int state = OPEN;

    /** Null until somebody waits for the end. Guarded by the roll. */
    private @Nullable CompletableFuture<?> end;

    /** Makes the view of an executor without a bound. */
    TaskView(String name, Lifecycle lifecycle, BiFunction<TaskView, Runnable, Pending> envelope) {
        this(name, lifecycle, null, Capture.NONE, envelope);
    }

    TaskView(
            String name,
            Lifecycle lifecycle,
            @Nullable Bound bound,
            Capture capture,
            BiFunction<TaskView, Runnable, Pending> envelope) {
        this.name = name;
        this.lifecycle = lifecycle;
        this.bound = bound;
        this.capture = capture;
        this.envelope = envelope;
    }

    @Override
    public void execute(Runnable command) {
        Objects.requireNonNull(command, "command is null, a task is needed");
        if (bound == null) {
            enter(task(command));
        } else {
            bound.submit(task(command), command);
        }
    }

    /** Returns what stands for a task until it starts. */
    Pending task(Runnable command) {
        Runnable captured = capture.around(command);
        return envelope.apply(this, bound == null ? captured : bound.timed(captured));
    }

    @Override
    public void enter(Pending task) {
        register(task);
        boolean accepted = true;
        try {
            accepted = task.submit();
        } catch (Throwable failure) {
            // A task that shutdownNow has returned in between is not rejected as well.
            if (task.withdraw() != null) {
                throw failure;
            }
        }
        if (!accepted) {
            throw lifecycle.rejection();
        }
    }

    @Override
    public boolean enterHere(Pending task) {
        register(task);
        try {
            return task.submitHere();
        } finally {
            // Nothing, if it has run.
            task.withdraw();
        }
    }

    private void register(Pending task) {
        Pending before = roll.newest();
        // Every task that was there before this count was counted before it was added, and is counted until it ends.
        boolean alone = outstanding.incrementAndGet() == 1;
        // Pairs with the write in close: either the view waits for this task, or the task is rejected.
        if (state != OPEN) {
            task.withdraw();
            throw rejection();
        }
        if (!alone || !roll.tryAddAfter(before, task)) {
            roll.add(task);
        }
        // Pairs with shutdownNow, which looks at the roll after it has changed the state.
        if (state == STOP && task.withdraw() != null) {
            throw rejection();
        }
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
        return newTaskFor(Executors.callable(runnable, value));
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        return new SubmittedTask<>(captured(callable), lifecycle, false, null);
    }

    final Lifecycle lifecycle() {
        return lifecycle;
    }

    /** Returns what a future will call, with what comes along. */
    final <T extends @Nullable Object> Callable<T> captured(Callable<T> callable) {
        return capture.around(callable);
    }

    @Override
    public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        Objects.requireNonNull(tasks, "tasks");
        try (Waiting waits = new Waiting()) {
            return super.invokeAny(tasks);
        }
    }

    @Override
    public <T extends @Nullable Object> T invokeAny(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        Objects.requireNonNull(tasks, "tasks");
        Objects.requireNonNull(unit, "unit");
        try (Waiting waits = new Waiting()) {
            return super.invokeAny(tasks, timeout, unit);
        }
    }

    @Override
    public final void ended() {
        // Pairs with close, which writes the state and then reads how much is outstanding.
        if (outstanding.decrementAndGet() == 0 && state != OPEN) {
            termination.complete(null);
        }
    }

    @Override
    public @Nullable Runnable takeOldest() {
        return roll.takeOldest();
    }

    @Override
    public @Nullable Bound bound() {
        return bound;
    }

    private void close(int to) {
        synchronized (roll) {
            state = Math.max(state, to);
        }
        if (outstanding.get() == 0) {
            termination.complete(null);
        }
    }

    @Override
    public void shutdown() {
        close(SHUTDOWN);
    }

    @Override
    public List<Runnable> shutdownNow() {
        close(STOP);
        return roll.surrender();
    }

    @Override
    public boolean isShutdown() {
        return state != OPEN || !lifecycle.isRunning();
    }

    @Override
    public boolean isTerminated() {
        return termination.isDone() || lifecycle.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        Objects.requireNonNull(unit, "unit");
        CompletableFuture<?> ended = end();
        return Surroundings.await(ended::isDone, unit.toNanos(timeout), atMost -> Lifecycle.isCompleted(ended, atMost));
    }

    /** Returns what completes when the view ends or the executor does. Made once: the executor keeps it until then. */
    final CompletableFuture<?> end() {
        synchronized (roll) {
            CompletableFuture<?> made = end;
            if (made == null) {
                made = CompletableFuture.anyOf(termination, lifecycle.termination());
                end = made;
            }
            return made;
        }
    }

    boolean isOf(Lifecycle executor) {
        return lifecycle == executor;
    }

    private RejectedExecutionException rejection() {
        FlightLog.rejected(name, "view shut down");
        return new RejectedExecutionException(
                "view takes no more tasks, ask the executor for another: view=" + name + ", state=shut down");
    }

    @Override
    public String toString() {
        String step = isTerminated() ? "terminated" : isShutdown() ? "shut down" : "running";
        return name + "[" + subject() + step + ", outstanding=" + outstanding.get() + "]";
    }

    /** Returns for people what the tasks of this view have in common, unless the name says it. */
    String subject() {
        return "";
    }
}
