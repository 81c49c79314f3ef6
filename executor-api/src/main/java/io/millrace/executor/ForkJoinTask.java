package io.millrace.executor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
import java.util.concurrent.locks.LockSupport;
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
public abstract class ForkJoinTask<V extends @Nullable Object> implements RunnableFuture<V> {

    /** Only who joins or invokes the task may run it. */
    private static final int NEW = 0;

    /** Whoever finds it may. */
    private static final int FORKED = 1;

    private static final int CLAIMED = 2;
    private static final int COMPLETED = 3;
    private static final int FAILED = 4;
    private static final int CANCELLED = 5;

    private static final VarHandle STATUS;
    private static final VarHandle FAILURE;
    private static final VarHandle WAITERS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATUS = lookup.findVarHandle(ForkJoinTask.class, "status", int.class);
            FAILURE = lookup.findVarHandle(ForkJoinTask.class, "failure", Throwable.class);
            WAITERS = lookup.findVarHandle(ForkJoinTask.class, "waiters", Waiter.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private volatile int status;

    /** Written before the status says that the task has failed. */
    private volatile @Nullable Throwable failure;

    /** The executor that it was handed in to, whose workers alone may run it; null if it was forked. */
    private @Nullable Lifecycle home;

    private volatile @Nullable Waiter waiters;

    /** Where what is forked in this task lies, if another than its own thread took it. A hint for those who wait. */
    private volatile @Nullable Theft theft;

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
        if (home != null) {
            home = null;
        }
        // Published with the task by who puts it where others find it.
        STATUS.set(this, FORKED);
        serving.fork(this);
    }

    /** Waits until the task is done, and returns its result. Not interruptible. */
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
            awaitDone();
            return;
        }
        serving.help(this);
        if (!isDone()) {
            serving.beginWaiting();
            try {
                awaitDone();
            } finally {
                serving.endWaiting();
            }
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
    public final boolean tryUnfork() {
        return STATUS.compareAndSet(this, FORKED, NEW);
    }

    /** Makes a task that is done, or was never forked, as new: it may be forked or invoked once more. */
    public void reinitialize() {
        failure = null;
        theft = null;
        home = null;
        status = NEW;
    }

    @Override
    public final V get() throws InterruptedException, ExecutionException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Serving serving = Serving.current();
        if (serving != null && !isDone()) {
            serving.help(this);
        }
        awaitDoneOr(Long.MAX_VALUE, serving);
        return reported();
    }

    @Override
    public final V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        long nanos = unit.toNanos(timeout);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!awaitDoneOr(nanos, Serving.current())) {
            throw new TimeoutException();
        }
        return reported();
    }

    private boolean awaitDoneOr(long nanos, @Nullable Serving serving) throws InterruptedException {
        if (isDone()) {
            return true;
        }
        if (serving == null) {
            return awaitDone(nanos);
        }
        serving.beginWaiting();
        try {
            return awaitDone(nanos);
        } finally {
            serving.endWaiting();
        }
    }

    private V reported() throws ExecutionException {
        if (status == FAILED) {
            throw new ExecutionException(failure);
        }
        return outcome();
    }

    private V outcome() {
        switch (status) {
            case COMPLETED -> {
                return getRawResult();
            }
            case FAILED -> throw ForkJoinTask.<RuntimeException>unchecked(Objects.requireNonNull(failure));
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

    /** Cancels the task, if it is not done. One that runs goes on, as with the JDK's. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        end(CANCELLED);
        return isCancelled();
    }

    @Override
    public final boolean isDone() {
        return status >= COMPLETED;
    }

    @Override
    public final boolean isCancelled() {
        return status == CANCELLED;
    }

    /** Returns whether the task has failed or was cancelled. */
    public final boolean isCompletedAbnormally() {
        return status > COMPLETED;
    }

    /** Returns whether the task has completed with a result. */
    public final boolean isCompletedNormally() {
        return status == COMPLETED;
    }

    /** Returns what the task has thrown, or that it was cancelled; null if neither. */
    public final @Nullable Throwable getException() {
        return switch (status) {
            case FAILED -> failure;
            case CANCELLED -> new CancellationException();
            default -> null;
        };
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

    /** Has the task to itself from now on; false if another has, or it is done. */
    final boolean tryClaim() {
        // Pairs with itself, and with whoever completes or cancels a task that nobody runs.
        return status == FORKED && STATUS.compareAndSet(this, FORKED, CLAIMED);
    }

    /** Has the task to itself, as {@link #tryClaim} does, whether it was forked or not. */
    private boolean tryClaimHere() {
        return tryClaim() || (status == NEW && STATUS.compareAndSet(this, NEW, CLAIMED));
    }

    /** Returns whether nobody can claim the task any more. */
    final boolean isClaimed() {
        return status != FORKED;
    }

    /** Returns whether it was begun, or is done without. */
    final boolean hasBegun() {
        return status >= CLAIMED;
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

    private void fail(Throwable thrown) {
        // Pairs with itself: the first failure stays, whoever ends the task.
        FAILURE.compareAndSet(this, null, thrown);
        end(FAILED);
    }

    private void end(int how) {
        // Nearly always so, and told in one step.
        if (how == COMPLETED && STATUS.compareAndSet(this, CLAIMED, COMPLETED)) {
            wakeAll();
            tellEnded();
            return;
        }
        for (int seen = status; seen < COMPLETED; seen = status) {
            // Pairs with await: done before the waiters are read, and they are there before the status is read again.
            if (STATUS.compareAndSet(this, seen, how)) {
                wakeAll();
                tellEnded();
                return;
            }
        }
    }

    private void tellEnded() {
        try {
            ended();
        } catch (Throwable thrown) {
            // A worker must not end by what a task does when it fails.
            Workforce.report(thrown);
        }
    }

    /** Called once, by who has ended the task. */
    void ended() {}

    /** Says to which executor the task is handed in. */
    final void belongTo(Lifecycle executor) {
        home = executor;
        STATUS.compareAndSet(this, NEW, FORKED);
    }

    /** Has the task for a thread of an executor from now on; false if it belongs to another one, or {@link #tryClaim} fails. */
    final boolean tryClaimFor(Lifecycle executor) {
        return (home == null || home == executor) && tryClaimHere();
    }

    /** Says where what this task forks will lie. */
    final void stolen(ForkDeque deque) {
        theft = new Theft(deque, deque.position());
    }

    /** Finds a task that was forked in this one, or while whoever runs it waited for another; null if there is none. It is not claimed. */
    @Nullable
    ForkJoinTask<?> findForked(Shift shift) {
        Theft seen = theft;
        if (seen == null || shift.owns(seen.deque)) {
            return null;
        }
        ForkJoinTask<?> part = seen.deque.find(seen.from);
        // What lies there once the task is done may be nothing that anybody waits for here.
        return part == null || isDone() ? null : part;
    }

    /** Waits until the task is done. Interrupted, it goes on, and leaves the thread interrupted. */
    final void awaitDone() {
        boolean interrupted = false;
        while (!isDone()) {
            try {
                awaitDone(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the task is done or the time is over. Returns whether it is done. */
    final boolean awaitDone(long nanos) throws InterruptedException {
        long begin = System.nanoTime();
        Waiter waiter = new Waiter(Thread.currentThread());
        for (Waiter seen = waiters; ; seen = waiters) {
            waiter.next = seen;
            // Pairs with end(): the waiter is there before the status is read below.
            if (WAITERS.compareAndSet(this, seen, waiter)) {
                break;
            }
        }
        while (!isDone()) {
            if (Thread.interrupted()) {
                waiter.thread = null;
                throw new InterruptedException();
            }
            long left = nanos == Long.MAX_VALUE ? nanos : nanos - (System.nanoTime() - begin);
            if (left <= 0) {
                waiter.thread = null;
                return false;
            }
            LockSupport.parkNanos(this, left);
        }
        return true;
    }

    private void wakeAll() {
        if (waiters == null) {
            return;
        }
        for (Waiter waiter = (Waiter) WAITERS.getAndSet(this, null); waiter != null; waiter = waiter.next) {
            LockSupport.unpark(waiter.thread);
        }
    }

    /** That another thread runs the task: what it forks meanwhile lies in the deque from a position on. */
    private record Theft(ForkDeque deque, long from) {}

    private static final class Waiter {

        /** Null when it has gone. */
        private volatile @Nullable Thread thread;

        private @Nullable Waiter next;

        Waiter(Thread thread) {
            this.thread = thread;
        }
    }
}
