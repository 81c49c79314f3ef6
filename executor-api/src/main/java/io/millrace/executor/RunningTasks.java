package io.millrace.executor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.BitSet;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The task that a thread runs, and those that it runs on top, each of which the one below waits for.
 *
 * <p>An interrupt that cancels a task reaches that task and none on top of it: it waits until those have ended. What a
 * task leaves behind when it ends, the one below does not get. Both sides of that are under one lock, which is taken for
 * each task on top and each {@code cancel(true)}, and for no other task.
 */
final class RunningTasks {

    /** How many tasks a thread runs on top of each other that can as well be run by others. */
    private static final int LIMIT = 64;

    private static final VarHandle TOP;

    static {
        try {
            TOP = MethodHandles.lookup().findVarHandle(RunningTasks.class, "top", Runnable.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Thread thread = Thread.currentThread();
    private final Lifecycle executor;

    /** The task on top. */
    private @Nullable Runnable top;

    /** How many lie below the one on top. Written under the lock. */
    private int level;

    /** The levels whose task was cancelled by an interrupt that has yet to come. Guarded by this. */
    private final BitSet interrupted = new BitSet();

    RunningTasks(Lifecycle executor) {
        this.executor = executor;
    }

    /** Says which task the thread runs, on top of none; null if none. */
    void runs(@Nullable Runnable task) {
        // Pairs with top() on another thread, which may see an older one.
        TOP.setOpaque(this, task);
    }

    /** Returns the task that runs; an older one, perhaps, if another thread asks. */
    @Nullable
    Runnable top() {
        return (Runnable) TOP.getOpaque(this);
    }

    int level() {
        return level;
    }

    boolean isDeep() {
        return level >= LIMIT;
    }

    /** Runs a task while the one below waits for it; {@code body} is how. Called by the thread. */
    void runOnTop(Runnable task, Runnable body) {
        Runnable below = top;
        boolean before = push(task);
        try {
            body.run();
        } catch (Throwable failure) {
            Workforce.report(failure);
        } finally {
            pop(below, before);
        }
    }

    private synchronized boolean push(Runnable task) {
        level++;
        runs(task);
        return Thread.interrupted();
    }

    private synchronized void pop(@Nullable Runnable below, boolean before) {
        level--;
        runs(below);
        boolean during = Thread.interrupted();
        boolean deferred = interrupted.get(level);
        interrupted.clear(level);
        if (before || deferred || executor.isStopping() || (during && wasMeantFor(below))) {
            thread.interrupt();
        }
    }

    /** Returns whether an interrupt may have come from a {@code cancel} that does not know this class. */
    private static boolean wasMeantFor(@Nullable Runnable below) {
        return !(below instanceof SubmittedTask) && below instanceof Future<?> future && future.isCancelled();
    }

    /** Cancels a task that the thread runs on some level, with an interrupt, which waits for what lies on top of it. */
    synchronized boolean cancel(SubmittedTask<?> task, int of) {
        if (level <= of) {
            return task.cancelNow(true);
        }
        boolean cancelled = task.cancelNow(false);
        if (cancelled) {
            interrupted.set(of);
        }
        return cancelled;
    }

    /** Interrupts what the thread runs on some level, when what lies on top of it has ended. */
    synchronized void interrupt(int of) {
        if (level <= of) {
            thread.interrupt();
        } else {
            interrupted.set(of);
        }
    }
}
