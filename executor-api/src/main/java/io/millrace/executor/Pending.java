package io.millrace.executor;

import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A task of a view, or of an executor with a bound or hooks, until it starts. Whoever takes the task out has it: the worker
 * that runs it, one who waits for it and runs it early, the {@code shutdownNow} that returns it, or who discards it. What
 * stays behind keeps its place in line and does nothing.
 */
abstract class Pending extends AtomicReference<@Nullable Runnable> {

    private static final long serialVersionUID = 1L;

    /** What stands here instead of a task that left a gap in its line, until the gap is reached. */
    private static final Runnable GAP = new Gap();

    private final transient Way way;

    /** The next older one in the roll. Written before this one is published there. */
    @Nullable
    transient Pending older;

    /** How many were added since the last clearing, this one included. Written before this one is published. */
    transient int additions;

    /** Whether this has no place in the bound. Written before this is published. */
    private transient boolean withoutPlace;

    Pending(Way way, Runnable task) {
        super(task);
        this.way = way;
    }

    /** Hands itself to the executor; false if that takes no more, and the task was taken out. */
    abstract boolean submit();

    /**
     * Runs in the calling thread, in its place in the order; false if the executor takes no more, and the task was taken
     * out. What the task throws is thrown. Called only where there is a bound.
     */
    boolean submitHere() {
        runAsCaller();
        return true;
    }

    /** Runs the task in the calling thread, as something that no worker counts. */
    final void runAsCaller() {
        Bound bound = Bound.required(way);
        try {
            bound.runHere(this::perform);
        } finally {
            bound.countRanHere();
        }
    }

    /** Returns what {@link #submitHere} is called of. */
    Pending forCaller() {
        return this;
    }

    /** Returns whether the calling thread may have to wait for others before it can run this. */
    boolean mayWaitForWorkers() {
        return false;
    }

    /** Returns whether only one worker can run this. */
    boolean needsItsWorker() {
        return false;
    }

    /** Returns whether a task that was taken out of the line leaves an object there until its place is reached. */
    boolean leavesGap() {
        return true;
    }

    /** Takes out what waits longest where this would stand in line, as {@link Way#takeOldest} does. */
    @Nullable
    Runnable takeOldestBefore() {
        return way.takeOldest();
    }

    final Way way() {
        return way;
    }

    /** Says that this has no place in the bound. Called before it enters. */
    final void doWithoutPlace() {
        withoutPlace = true;
    }

    /** Takes the task; null if it was taken before. One of all that call it gets the task. */
    final @Nullable Runnable take() {
        return replaceBy(null);
    }

    private @Nullable Runnable replaceBy(@Nullable Runnable left) {
        Runnable task = get();
        // Pairs with itself: the worker, shutdownNow, or who discards gets the task.
        return task != null && !isGap(task) && compareAndSet(task, left) ? task : null;
    }

    /** Runs the task, unless it was taken before. */
    final void perform() {
        perform(Runnable::run);
    }

    /** Has the task run in some way, unless it was taken before. */
    final void perform(Consumer<Runnable> runner) {
        Runnable task = take();
        if (task == null) {
            passedEmpty(1);
            return;
        }
        Serving serving = Serving.current();
        perform(runner, serving == null ? StampedTask.own(task) : serving.begins(task));
    }

    private void perform(Consumer<Runnable> runner, Runnable own) {
        try {
            runner.accept(own);
        } finally {
            ended();
            givePlaceBack();
        }
    }

    /** Has the task run on top of one that waits for it, before its turn, unless it was taken before. */
    final void performEarly(Serving waiter, Consumer<Runnable> runner) {
        Runnable task = take();
        if (task == null) {
            return;
        }
        Bound bound = way.bound();
        if (bound != null) {
            // Pairs with passedEmpty: a worker will count what it finds empty.
            bound.countRanHere();
        }
        waiter.runOnTop(task, own -> perform(runner, own));
    }

    /** Takes the task in order to return it unrun; null if it was taken before. */
    final @Nullable Runnable surrender() {
        Runnable task = takeOut();
        if (task != null) {
            givePlaceBack();
        }
        return task;
    }

    /** Takes the task in order to discard it, and leaves its place in the bound to the caller; null if it has none. */
    final @Nullable Runnable leavePlace() {
        return withoutPlace ? null : takeOut();
    }

    private @Nullable Runnable takeOut() {
        Bound gaps = leavesGap() ? way.bound() : null;
        if (gaps != null) {
            gaps.leftGap();
        }
        Runnable task = replaceBy(gaps == null ? null : GAP);
        if (task != null) {
            ended();
            return PromptTask.submitted(task);
        }
        if (gaps != null) {
            gaps.closedGap();
        }
        return null;
    }

    /** Takes a task that did not come in; null if it was taken before. */
    final @Nullable Runnable withdraw() {
        Runnable task = take();
        if (task != null) {
            ended();
            givePlaceBack();
        }
        return task;
    }

    /** Takes the task out if its future was cancelled. Returns whether nothing is left of it. */
    final boolean purge() {
        Runnable task = get();
        if (task != null && PromptTask.submitted(task) instanceof Future<?> future && future.isCancelled()) {
            surrender();
        }
        return isTaken();
    }

    @SuppressWarnings("ReferenceEquality") // The mark is equal to itself alone.
    private static boolean isGap(Runnable task) {
        return task == GAP;
    }

    final boolean isTaken() {
        Runnable task = get();
        return task == null || isGap(task);
    }

    /** Tells that the place in line of a task that was taken out is reached; {@code counted} is how often it counts as run. */
    final void passedEmpty(int counted) {
        Bound bound = way.bound();
        if (bound != null) {
            // Pairs with replaceBy: a gap is closed once.
            if (compareAndSet(GAP, null)) {
                bound.closedGap();
            }
            bound.countedUnrun(counted);
        }
    }

    /** Tells the way that a task that was taken has ended. */
    final void ended() {
        way.ended();
    }

    /** Gives the place in the bound back, when the task has run or will not. */
    final void givePlaceBack() {
        Bound bound = way.bound();
        if (bound != null && !withoutPlace) {
            bound.giveBack();
        }
    }

    private static final class Gap implements Runnable {
        @Override
        public void run() {}
    }
}
