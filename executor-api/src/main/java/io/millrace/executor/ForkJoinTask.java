package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A task that forks others and waits for them without keeping its worker idle. It has the methods of {@link
 * java.util.concurrent.ForkJoinTask}, so that code written for that one changes its imports and no more.
 *
 * <dl>
 *   <dt>Lifecycle
 *   <dd>new, claimed by the thread that runs it, and then one of: completed, failed, cancelled. It runs once at most,
 *       whoever finds it, unless it is {@linkplain #reinitialize() renewed}.
 *   <dt>Threading
 *   <dd>{@link #fork} is for threads that run a task of a {@link MillraceExecutor}; all other threads use {@link
 *       MillraceExecutor#invoke}, {@code submit} and {@code execute}. Everything else may be called by any thread.
 *   <dt>Ordering
 *   <dd>A worker takes back the newest that it has forked, and steals the oldest of others. One that waits for a task runs
 *       that task itself if nobody has claimed it, or else what was forked in it, and nothing else.
 *   <dt>Memory consistency effects
 *   <dd>What a thread does before it forks happens before the task; what the task does, before what another does after
 *       it has joined it or found it done.
 *   <dt>Failure
 *   <dd>{@link #join} and {@link #invoke} throw what the task has thrown, the same object in each thread; {@link #get}
 *       wraps it. {@code shutdownNow} cancels what was forked and has not started.
 * </dl>
 *
 * @param <V> the result
 */
public abstract class ForkJoinTask<V extends @Nullable Object> extends Claimable implements RunnableFuture<V> {

    /** For use by subclasses. */
    protected ForkJoinTask() {}

    /** Does the work; true if the task is complete when it returns. Called once. */
    protected abstract boolean exec() throws Exception;

    /** Returns the result that was set, whether or not the task is done. */
    public abstract V getRawResult();

    /** Sets the result. */
    protected abstract void setRawResult(V value);

    /**
     * Lets the task be run by this thread, when it joins it or has nothing else to do, or by a worker that is idle.
     *
     * @return this task
     * @throws IllegalStateException if the calling thread runs no task of a {@link MillraceExecutor}
     */
    public final ForkJoinTask<V> fork() {
        letOthersRun();
        return this;
    }

    private void letOthersRun() {
        Serving serving = Serving.current();
        if (serving == null) {
            throw new IllegalStateException("fork needs a thread that runs a task of a MillraceExecutor: thread="
                    + Thread.currentThread().getName()
                    + "; hand the first task to executor.invoke(task) or executor.submit(task)");
        }
        offer();
        serving.fork(this);
    }

    /**
     * Waits until the task is done, and returns its result. Not interruptible. A thread of an executor runs the task itself if
     * nobody has begun it. Any other only waits, and if the task was neither forked nor handed in, it waits until somebody
     * does that, or completes the task: {@link MillraceExecutor#invoke} does both.
     */
    public final V join() {
        quietlyJoin();
        return outcome();
    }

    /** Runs the task in this thread, unless another has claimed it, and returns its result. */
    public final V invoke() {
        quietlyInvoke();
        return outcome();
    }

    /** Waits until the task is done. */
    public final void quietlyJoin() {
        if (isDone()) {
            return;
        }
        Serving serving = Serving.current();
        if (serving == null) {
            awaitEndAnyway(FOREVER);
            return;
        }
        serving.help(this);
        if (!isDone()) {
            try (Waiting waits = new Waiting()) {
                awaitEndAnyway(FOREVER);
            }
        }
    }

    /** Waits until the task is done or the time is over, as {@link #get(long, TimeUnit)} does. Returns whether it is done. */
    public final boolean quietlyJoin(long timeout, TimeUnit unit) throws InterruptedException {
        return awaitOrHelp(unit.toNanos(timeout), true);
    }

    /** Waits until the task is done or the time is over, as {@link #get(long, TimeUnit)} does, but not interruptibly. Returns whether it is done. */
    public final boolean quietlyJoinUninterruptibly(long timeout, TimeUnit unit) {
        try {
            return awaitOrHelp(unit.toNanos(timeout), false);
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Runs the task in this thread, unless another has claimed it, and waits until it is done. */
    public final void quietlyInvoke() {
        if (tryClaimHere()) {
            runClaimed();
        }
        quietlyJoin();
    }

    /** Forks the second task, invokes the first and joins the second. Throws what one of them has thrown, and cancels the other. */
    public static void invokeAll(ForkJoinTask<?> first, ForkJoinTask<?> second) {
        Objects.requireNonNull(first, "first");
        second.letOthersRun();
        try {
            first.invoke();
        } catch (Throwable failure) {
            second.cancel(false);
            throw failure;
        }
        second.join();
    }

    /** Forks all tasks but the first, which it invokes, and joins them. Throws what one of them has thrown, and cancels the others. */
    public static void invokeAll(ForkJoinTask<?>... tasks) {
        invokeAll(List.of(tasks));
    }

    /**
     * Forks all tasks but the first, which it invokes, and joins them. Throws what one of them has thrown, and cancels
     * the others.
     *
     * @return the tasks
     */
    public static <T extends ForkJoinTask<?>> Collection<T> invokeAll(Collection<T> tasks) {
        List<T> all = List.copyOf(tasks);
        for (int i = all.size() - 1; i > 0; i--) {
            ForkJoinTask<?> task = all.get(i);
            task.letOthersRun();
        }
        try {
            for (int i = 0; i < all.size(); i++) {
                T task = all.get(i);
                if (i == 0) {
                    task.invoke();
                } else {
                    task.join();
                }
            }
        } catch (Throwable failure) {
            all.forEach(task -> task.cancel(false));
            throw failure;
        }
        return tasks;
    }

    /** Takes back a task that was forked, if nobody has claimed it: then this thread may invoke it, or leave it. */
    public boolean tryUnfork() {
        return takeBack();
    }

    /** Makes a task that is done, or was never forked, as new: it may be forked or invoked once more. */
    public void reinitialize() {
        renew();
    }

    @Override
    public final V get() throws InterruptedException, ExecutionException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Serving serving = isDone() ? null : Serving.current();
        if (serving != null) {
            serving.help(this);
        }
        if (!isDone()) {
            try (Waiting waits = new Waiting()) {
                awaitEnd(FOREVER);
            }
        }
        return reported();
    }

    /**
     * Waits until the task is done or the time is over. What was forked and nobody has claimed this thread runs itself, as
     * {@link #join} does; once begun the task is finished, even if that takes longer than the time.
     */
    @Override
    public final V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (!awaitOrHelp(unit.toNanos(timeout), true)) {
            throw new TimeoutException();
        }
        return reported();
    }

    private boolean awaitOrHelp(long nanos, boolean interruptibly) throws InterruptedException {
        if (interruptibly && Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (isDone() || nanos <= 0) {
            return isDone();
        }
        long begin = Surroundings.nanoTime();
        Serving serving = Serving.current();
        if (serving != null && !isClaimed()) {
            serving.helpBriefly(this);
        }
        if (isDone()) {
            return true;
        }
        try (Waiting waits = new Waiting()) {
            long left = nanos - (Surroundings.nanoTime() - begin);
            return interruptibly ? awaitEnd(left) : awaitEndAnyway(left);
        }
    }

    private V reported() throws ExecutionException {
        if (status() == FAILED) {
            throw new ExecutionException(failure());
        }
        return outcome();
    }

    private V outcome() {
        switch (status()) {
            case COMPLETED -> {
                return getRawResult();
            }
            case FAILED -> throw ForkJoinTask.<RuntimeException>unchecked(Objects.requireNonNull(failure()));
            default -> throw new CancellationException();
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // What a task throws passes as it is.
    private static <T extends Throwable> T unchecked(Throwable failure) throws T {
        throw (T) failure;
    }

    /** Completes the task with a result, if it is not done. */
    public void complete(V value) {
        try {
            setRawResult(value);
        } catch (Throwable thrown) {
            completeExceptionally(thrown);
            return;
        }
        end(COMPLETED);
    }

    /** Completes the task with the result that it has, if it is not done. */
    public final void quietlyComplete() {
        end(COMPLETED);
    }

    /** Makes the task fail, if it is not done. */
    public void completeExceptionally(Throwable thrown) {
        fail(Objects.requireNonNull(thrown, "thrown"));
    }

    /** Cancels the task, if it is not done. One that runs goes on, as with the JDK's, unless it is one of {@link #adaptInterruptible}. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        end(CANCELLED);
        return isCancelled();
    }

    @Override
    public final boolean isDone() {
        return hasEnded();
    }

    @Override
    public final boolean isCancelled() {
        return status() == CANCELLED;
    }

    /** Returns whether the task has failed or was cancelled. */
    public final boolean isCompletedAbnormally() {
        return status() > COMPLETED;
    }

    /** Returns whether the task has completed with a result. */
    public final boolean isCompletedNormally() {
        return status() == COMPLETED;
    }

    /** Returns what the task has thrown, or that it was cancelled; null if neither. */
    public final @Nullable Throwable getException() {
        return switch (status()) {
            case FAILED -> failure();
            case CANCELLED -> new CancellationException();
            default -> null;
        };
    }

    /** Returns the executor for which this thread runs a task; null if there is none. */
    public static @Nullable MillraceExecutor getPool() {
        Serving serving = Serving.current();
        return serving == null ? null : serving.executor().owner();
    }

    /** Returns whether this thread runs a task of a {@link MillraceExecutor}, so that it may fork. */
    public static boolean inForkJoinPool() {
        return Serving.current() != null;
    }

    /**
     * Runs what was forked, by whomever, until there is nothing of it left and no other thread of the executor is at work, but
     * for those that wait here too. Tasks that were handed in are left to others. A thread that works for no executor has nothing to
     * wait for; one that is none of its workers waits for nobody, and only runs what there is.
     */
    public static void helpQuiesce() {
        Serving serving = Serving.current();
        if (serving != null) {
            serving.quiesce();
        }
    }

    /** Returns the newest task that this thread has forked and nobody has claimed; null if there is none. It stays where it is. */
    protected static @Nullable ForkJoinTask<?> peekNextLocalTask() {
        return Serving.current() instanceof Shift shift ? shift.peek() : null;
    }

    /** Takes back the newest task that this thread has forked, for it to invoke; null if there is none. */
    protected static @Nullable ForkJoinTask<?> pollNextLocalTask() {
        return unclaimed(Serving.current() instanceof Shift shift ? shift.pop() : null);
    }

    /** Takes back the newest task that this thread has forked, or else one that another has, for this thread to invoke; null if there is none. */
    protected static @Nullable ForkJoinTask<?> pollTask() {
        return unclaimed(Serving.current() instanceof Shift shift ? shift.popOrSteal() : null);
    }

    private static @Nullable ForkJoinTask<?> unclaimed(@Nullable ForkJoinTask<?> claimed) {
        if (claimed != null) {
            claimed.unclaim();
        }
        return claimed;
    }

    /** Returns the tag, 0 unless it was set since the task was made or renewed. */
    public final short getForkJoinTaskTag() {
        return particulars().tag();
    }

    /** Sets the tag. Returns what it was. */
    public final short setForkJoinTaskTag(short tag) {
        return particulars().replaceTag(tag);
    }

    /** Sets the tag, if it is {@code expected}. Returns whether it was. */
    public final boolean compareAndSetForkJoinTaskTag(short expected, short tag) {
        return particulars().replaceTag(expected, tag);
    }

    /** Returns about how many tasks this thread has forked and nobody has claimed; for deciding whether to fork more. */
    public static int getQueuedTaskCount() {
        Serving serving = Serving.current();
        return serving == null ? 0 : serving.forked();
    }

    /** Returns about how many tasks more this thread has forked than there are other workers to steal them. */
    public static int getSurplusQueuedTaskCount() {
        Serving serving = Serving.current();
        return serving == null ? 0 : serving.forked() - serving.others();
    }

    /** Returns a task that runs {@code runnable}. */
    public static ForkJoinTask<?> adapt(Runnable runnable) {
        return new AdaptedTask<>(Executors.callable(runnable));
    }

    /** Returns a task that runs {@code runnable} and has the result {@code result}. */
    public static <T extends @Nullable Object> ForkJoinTask<T> adapt(Runnable runnable, T result) {
        Objects.requireNonNull(runnable, "runnable");
        return adapt(() -> {
            runnable.run();
            return result;
        });
    }

    /** Returns a task that has the result of {@code callable}. */
    public static <T extends @Nullable Object> ForkJoinTask<T> adapt(Callable<? extends T> callable) {
        return new AdaptedTask<>(Objects.requireNonNull(callable, "callable"));
    }

    /** Returns a task that has the result of {@code callable}, and whose {@code cancel(true)} interrupts the thread that runs it. */
    public static <T extends @Nullable Object> ForkJoinTask<T> adaptInterruptible(Callable<? extends T> callable) {
        return new InterruptibleTask<>(Objects.requireNonNull(callable, "callable"));
    }

    /** Returns a task that runs {@code runnable} and has the result {@code result}, and whose {@code cancel(true)} interrupts the thread that runs it. */
    public static <T extends @Nullable Object> ForkJoinTask<T> adaptInterruptible(Runnable runnable, T result) {
        return new InterruptibleTask<>(Executors.callable(runnable, result));
    }

    /** Returns a task that runs {@code runnable}, and whose {@code cancel(true)} interrupts the thread that runs it. */
    public static ForkJoinTask<?> adaptInterruptible(Runnable runnable) {
        return new InterruptibleTask<>(Executors.callable(runnable));
    }

    /** Runs the task in the calling thread, if nobody has claimed it; what a worker does. */
    @Override
    public final void run() {
        if (tryClaimHere()) {
            Serving serving = Serving.current();
            if (serving != null) {
                serving.noteStolen(this);
            }
            runClaimed();
        }
    }

    final void runClaimed() {
        boolean complete;
        try {
            complete = exec();
        } catch (Throwable thrown) {
            fail(thrown);
            return;
        }
        if (complete) {
            end(COMPLETED);
        }
    }

    /** Runs a task that was handed in for one who waits for it, unless somebody has begun it. */
    final void runEarly(Serving waiter) {
        PlainTask envelope = particulars().envelope();
        if (envelope != null) {
            envelope.runEarly(waiter);
        } else if (tryClaim()) {
            runClaimed();
        }
    }
}
