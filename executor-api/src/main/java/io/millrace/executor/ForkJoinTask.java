package io.millrace.executor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
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
    private static final VarHandle PARTICULARS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATUS = lookup.findVarHandle(ForkJoinTask.class, "status", int.class);
            PARTICULARS = lookup.findVarHandle(ForkJoinTask.class, "particulars", Particulars.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private volatile int status;

    /** Null for most. */
    private volatile @Nullable Particulars particulars;

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
        Particulars own = particulars;
        if (own != null) {
            own.forked();
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
            try (Waiting waits = new Waiting()) {
                awaitDone();
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
        if (!STATUS.compareAndSet(this, FORKED, NEW)) {
            return false;
        }
        Particulars own = particulars;
        if (own != null) {
            own.forked();
        }
        return true;
    }

    /** Makes a task that is done, or was never forked, as new: it may be forked or invoked once more. */
    public void reinitialize() {
        particulars = null;
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
        awaitDone(Long.MAX_VALUE, serving);
        return reported();
    }

    /**
     * Waits until the task is done or the time is over. What was forked and nobody has claimed this thread runs itself, as
     * {@link #join} does; once begun the task is finished, even if that takes longer than the time.
     */
    @Override
    public final V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        long nanos = unit.toNanos(timeout);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Serving serving = Serving.current();
        if (serving != null && nanos > 0 && status == FORKED) {
            serving.helpBriefly(this);
        }
        if (!awaitDone(nanos, serving)) {
            throw new TimeoutException();
        }
        return reported();
    }

    private boolean awaitDone(long nanos, @Nullable Serving serving) throws InterruptedException {
        if (isDone() || serving == null || nanos <= 0) {
            return isDone() || awaitDone(nanos);
        }
        try (Waiting waits = new Waiting()) {
            return awaitDone(nanos);
        }
    }

    private V reported() throws ExecutionException {
        if (status == FAILED) {
            throw new ExecutionException(failure());
        }
        return outcome();
    }

    private V outcome() {
        switch (status) {
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
            case FAILED -> failure();
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

    private @Nullable Throwable failure() {
        Particulars own = particulars;
        return own == null ? null : own.failure();
    }

    private Particulars particulars() {
        Particulars own = particulars;
        if (own == null) {
            Particulars fresh = new Particulars();
            // Pairs with itself: all agree on one.
            Particulars earlier = (Particulars) PARTICULARS.compareAndExchange(this, null, fresh);
            own = earlier == null ? fresh : earlier;
        }
        return own;
    }

    private void fail(Throwable thrown) {
        particulars().fail(thrown);
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
            // Pairs with awaitDone: done before the latch is read, which is there before the status is read again.
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
        belongTo(executor, null);
    }

    /** Says to which executor the task is handed in, and what stands for it there. */
    final void belongTo(Lifecycle executor, @Nullable PlainTask envelope) {
        particulars().handedIn(executor, envelope);
        STATUS.compareAndSet(this, NEW, FORKED);
    }

    /** Has a task to itself that was not handed in; false if it was, or another has it, or it is done. */
    final boolean tryClaimPart() {
        Particulars own = particulars;
        return (own == null || own.home() == null) && tryClaimHere();
    }

    @SuppressWarnings("ReferenceEquality") // There is one of each executor.
    final boolean isHandedInTo(Lifecycle executor) {
        Particulars own = particulars;
        return own != null && own.home() == executor && status == FORKED;
    }

    /** Runs a task that was handed in for one who waits for it, unless somebody has begun it. */
    final void runEarly() {
        PlainTask envelope = particulars().envelope();
        if (envelope != null) {
            envelope.runEarly();
        } else if (tryClaim()) {
            runClaimed();
        }
    }

    /**
     * Takes the task out for {@code shutdownNow}, so that no waiter runs it; false if somebody has begun it, or it was
     * forked and so is a part of another, with which it is cancelled.
     */
    final boolean tryReturn() {
        if (particulars().home() == null) {
            if (tryClaim()) {
                cancel(false);
            }
            return false;
        }
        // Pairs with tryClaim() of a waiter.
        return STATUS.compareAndSet(this, FORKED, NEW);
    }

    /** Says where what this task forks will lie. */
    final void stolen(ForkDeque deque) {
        particulars().stolen(deque);
    }

    /** Finds a task that was forked in this one, or while whoever runs it waited for another; null if there is none. It is not claimed. */
    @Nullable
    ForkJoinTask<?> findForked(Shift shift) {
        Particulars seen = particulars;
        ForkDeque deque = seen == null ? null : seen.deque();
        if (seen == null || deque == null || shift.owns(deque)) {
            return null;
        }
        ForkJoinTask<?> part = deque.find(seen.from());
        // What lies there once the task is done may be nothing that anybody waits for here.
        return part == null || isDone() ? null : part;
    }

    /** Waits until the task is done. Interrupted, it goes on, and leaves the thread interrupted. */
    private void awaitDone() {
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
    private boolean awaitDone(long nanos) throws InterruptedException {
        // Pairs with end(): the latch is there before the status is read.
        CountDownLatch ended = particulars().ended();
        if (nanos != Long.MAX_VALUE) {
            return isDone() || ended.await(nanos, TimeUnit.NANOSECONDS) || isDone();
        }
        if (!isDone()) {
            ended.await();
        }
        return true;
    }

    private void wakeAll() {
        Particulars own = particulars;
        if (own != null) {
            own.wakeAll();
        }
    }
}
