package io.millrace.executor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A task that is done when its computation is and a number of others are that it waits for without a thread; see {@link
 * ForkJoinTask}. In place of {@link java.util.concurrent.CountedCompleter}, whose methods it has.
 *
 * @param <T> the result
 */
public abstract class CountedCompleter<T extends @Nullable Object> extends ForkJoinTask<T> {

    private static final VarHandle PENDING;

    static {
        try {
            PENDING = MethodHandles.lookup().findVarHandle(CountedCompleter.class, "pending", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final @Nullable CountedCompleter<?> completer;
    private volatile int pending;

    /** The part by which the task fails. Written by the thread that is about to make it fail. */
    private volatile CountedCompleter<?> failedBy = this;

    /** Creates a task that nothing waits for but its joiner. */
    protected CountedCompleter() {
        this(null, 0);
    }

    /** Creates a task that has {@code completer} go on when it is done. */
    protected CountedCompleter(@Nullable CountedCompleter<?> completer) {
        this(completer, 0);
    }

    /** Creates a task that waits for so many calls of {@link #tryComplete} more than its own. */
    protected CountedCompleter(@Nullable CountedCompleter<?> completer, int initialPendingCount) {
        this.completer = completer;
        pending = initialPendingCount;
    }

    /** Does the work, and ends with {@link #tryComplete}, or one like it. */
    public abstract void compute();

    /** Called when the task is complete, by the thread that has completed the last part; {@code caller} is that part or this. */
    public void onCompletion(CountedCompleter<?> caller) {}

    /** Called when the task has failed, or one that it waits for; true if the one that waits for it shall fail as well. */
    public boolean onExceptionalCompletion(Throwable thrown, CountedCompleter<?> caller) {
        return true;
    }

    /** Returns the task that goes on when this is done. */
    public final @Nullable CountedCompleter<?> getCompleter() {
        return completer;
    }

    /** Returns how many are waited for. */
    public final int getPendingCount() {
        return pending;
    }

    /** Sets how many are waited for. */
    public final void setPendingCount(int count) {
        pending = count;
    }

    /** Adds to how many are waited for. */
    public final void addToPendingCount(int more) {
        PENDING.getAndAdd(this, more);
    }

    /** Sets how many are waited for, if it is {@code expected}. */
    public final boolean compareAndSetPendingCount(int expected, int count) {
        return PENDING.compareAndSet(this, expected, count);
    }

    /** Takes one from how many are waited for, unless there are none. Returns what it was. */
    public final int decrementPendingCountUnlessZero() {
        int seen = pending;
        while (seen != 0 && !PENDING.compareAndSet(this, seen, seen - 1)) {
            seen = pending;
        }
        return seen;
    }

    /** Returns the last of those that go on when this is done. */
    public final CountedCompleter<?> getRoot() {
        CountedCompleter<?> root = this;
        while (root.completer != null) {
            root = root.completer;
        }
        return root;
    }

    /** Says that one part is done: the last one completes the task, and says the same of the task. */
    public final void tryComplete() {
        CountedCompleter<?> caller = this;
        for (CountedCompleter<?> task = this; task != null; task = task.completer) {
            if (task.decrementPendingCountUnlessZero() != 0) {
                return;
            }
            task.onCompletion(caller);
            caller = task;
        }
        caller.quietlyComplete();
    }

    /** As {@link #tryComplete}, but {@link #onCompletion} is not called. */
    public final void propagateCompletion() {
        CountedCompleter<?> root = this;
        for (CountedCompleter<?> task = this; task != null; task = task.completer) {
            if (task.decrementPendingCountUnlessZero() != 0) {
                return;
            }
            root = task;
        }
        root.quietlyComplete();
    }

    /** Completes the task with a result, whatever it waits for, and says so to the one that waits for it. */
    @Override
    public void complete(T result) {
        setRawResult(result);
        onCompletion(this);
        quietlyComplete();
        if (completer != null) {
            completer.tryComplete();
        }
    }

    /** Returns this if nothing is waited for any more, and otherwise counts one less and returns null. */
    public final @Nullable CountedCompleter<?> firstComplete() {
        return decrementPendingCountUnlessZero() == 0 ? this : null;
    }

    /** Does {@link #firstComplete} with the task that waits for this; if there is none, completes this and returns null. */
    public final @Nullable CountedCompleter<?> nextComplete() {
        if (completer != null) {
            return completer.firstComplete();
        }
        quietlyComplete();
        return null;
    }

    /** Completes the root. */
    public final void quietlyCompleteRoot() {
        getRoot().quietlyComplete();
    }

    /** Runs at most so many tasks that this one waits for. */
    public final void helpComplete(int maxTasks) {
        if (Serving.current() instanceof Shift shift) {
            for (int i = 0; i < maxTasks && !isDone(); i++) {
                ForkJoinTask<?> part = findForked(shift);
                if (part == null || !Leapfrog.tryRun(shift, part)) {
                    return;
                }
            }
        }
    }

    @Override
    @SuppressWarnings("NullAway") // Nothing, unless a subclass says otherwise.
    public T getRawResult() {
        return null;
    }

    @Override
    protected void setRawResult(T value) {}

    @Override
    protected final boolean exec() {
        compute();
        return false;
    }

    @Override
    final void ended() {
        Throwable thrown = isCompletedNormally() || isCancelled() ? null : getException();
        if (thrown != null && onExceptionalCompletion(thrown, failedBy) && completer != null && !completer.isDone()) {
            completer.failedBy = this;
            completer.completeExceptionally(thrown);
        }
    }

    /** Finds a task on whose completion this one waits. */
    @Override
    final @Nullable ForkJoinTask<?> findForked(Shift shift) {
        return shift.findForked(this::awaits);
    }

    @SuppressWarnings("ReferenceEquality") // This task, not an equal one.
    private boolean awaits(ForkJoinTask<?> part) {
        if (!(part instanceof CountedCompleter<?> counted)) {
            return false;
        }
        CountedCompleter<?> task = counted;
        while (task != null && task != this) {
            task = task.completer;
        }
        return task != null;
    }
}
