package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.BitSet;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The task that a thread runs, and those that it runs on top, each of which the one below waits for.
 *
 * <p>An interrupt that cancels a task reaches that task and none on top of it: it waits until those have ended. What a
 * task leaves behind when it ends, the one below does not get. Who sends one holds the level meanwhile, so the thread
 * neither puts a task on top nor takes one off.
 */
final class RunningTasks {

    /** How many tasks a thread runs on top of each other that can as well be run by others. */
    private static final int LIMIT = 64;

    private static final VarHandle TOP;
    private static final VarHandle LEVEL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TOP = lookup.findVarHandle(RunningTasks.class, "top", Runnable.class);
            LEVEL = lookup.findVarHandle(RunningTasks.class, "level", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Thread thread = Thread.currentThread();
    private final Lifecycle executor;

    /** The task on top. */
    private @Nullable Runnable top;

    /** How many lie below the one on top; the complement of that while somebody who sends an interrupt holds it. */
    private volatile int level;

    /** The levels whose task was cancelled by an interrupt that has yet to come. Guarded by this. */
    private final BitSet interrupted = new BitSet();

    /** Whether there are any. */
    private volatile boolean isNoted;

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
        int seen = level;
        return seen < 0 ? ~seen : seen;
    }

    boolean isDeep() {
        return level() >= LIMIT;
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

    private boolean push(Runnable task) {
        int own = level();
        change(own, own + 1);
        runs(task);
        return Thread.interrupted();
    }

    private void pop(@Nullable Runnable below, boolean before) {
        // Not after the level has changed: from then on the interrupts are those of the one below.
        boolean during = Thread.interrupted();
        int own = level() - 1;
        change(own + 1, own);
        runs(below);
        boolean deferred = isNoted && takeNote(own);
        if (before || deferred || executor.isStopping() || (during && wasMeantFor(below))) {
            thread.interrupt();
        }
    }

    private void change(int from, int to) {
        // Pairs with hold(): who sends an interrupt has sent or noted it before, or sees the new level.
        while (!LEVEL.compareAndSet(this, from, to)) {
            Surroundings.giveWay();
        }
    }

    private synchronized boolean takeNote(int of) {
        boolean noted = interrupted.get(of);
        interrupted.clear(of);
        isNoted = !interrupted.isEmpty();
        return noted;
    }

    /** Returns whether an interrupt may have come from a {@code cancel} that does not know this class. */
    private static boolean wasMeantFor(@Nullable Runnable below) {
        return !(below instanceof SubmittedTask) && below instanceof Future<?> future && future.isCancelled();
    }

    /** Cancels a task that the thread runs on some level, with an interrupt, which waits for what lies on top of it. */
    synchronized boolean cancel(SubmittedTask<?> task, int of) {
        int held = hold();
        try {
            boolean atOnce = held <= of;
            boolean cancelled = task.cancelNow(atOnce);
            if (cancelled && !atOnce) {
                note(of);
            }
            return cancelled;
        } finally {
            level = held;
        }
    }

    /** Interrupts what the thread runs on some level, when what lies on top of it has ended. */
    synchronized void interrupt(int of) {
        int held = hold();
        if (held <= of) {
            thread.interrupt();
        } else {
            note(of);
        }
        level = held;
    }

    /** Keeps the thread on its level, until that is written again. Returns the level. Called under the lock. */
    private int hold() {
        int seen = level;
        // Pairs with change().
        while (!LEVEL.compareAndSet(this, seen, ~seen)) {
            seen = level;
        }
        return seen;
    }

    private void note(int of) {
        interrupted.set(of);
        isNoted = true;
    }
}
