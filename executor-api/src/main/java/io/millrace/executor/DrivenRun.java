package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A thread's time as the driver of a view: it runs tasks, and keeps its own interrupts apart from those of tasks.
 *
 * <pre>
 *   BETWEEN      -> RUNNING       a task begins
 *   RUNNING      -> BETWEEN       it has ended
 *   RUNNING      -> INTERRUPTING  somebody stops it
 *   INTERRUPTING -> INTERRUPTED   the thread has the interrupt
 *   INTERRUPTED  -> BETWEEN       the task has ended, and the interrupt with it
 * </pre>
 */
final class DrivenRun extends Serving {

    private static final int BETWEEN = 0;
    private static final int RUNNING = 1;
    private static final int INTERRUPTING = 2;
    private static final int INTERRUPTED = 3;

    private final Thread thread = Thread.currentThread();
    private final DrivenLane driven;
    private final @Nullable HookedTasks hooked;

    /** Null unless latency is recorded. */
    private final @Nullable TaskTimes times;

    private final AtomicInteger state = new AtomicInteger(BETWEEN);
    private volatile @Nullable Runnable current;

    /** Whether the thread was interrupted for its own sake. */
    private boolean interrupted;

    DrivenRun(Entrance entrance, DrivenLane driven, @Nullable HookedTasks hooked, @Nullable TaskTimes times) {
        super(entrance.lifecycle(), entrance.lane());
        this.driven = driven;
        this.hooked = hooked;
        this.times = times;
        pauses();
    }

    /** What was handed in is for the workers; the thread of the user's does what its own tasks have forked. */
    @Override
    void help(ForkJoinTask<?> task) {
        helpBriefly(task);
    }

    @Override
    Runnable begins(Runnable task) {
        Runnable own = times == null ? StampedTask.own(task) : times.begin(task);
        current = PromptTask.submitted(own);
        return own;
    }

    /** Runs a task; false if it had been taken out. */
    boolean run(DrivenTask task) {
        if (task.isTaken()) {
            task.passedEmpty(0);
            return false;
        }
        interrupted |= Thread.interrupted();
        state.set(RUNNING);
        driven.begins(this);
        try {
            if (hooked == null) {
                task.perform();
            } else {
                hooked.run(task);
            }
        } catch (Throwable failure) {
            Workforce.report(failure);
        } finally {
            driven.ends();
            endOfTask();
        }
        driven.counted();
        return true;
    }

    private void endOfTask() {
        // Pairs with interrupt(): either that comes too late, or what it does is waited for.
        boolean stopped = !state.compareAndSet(RUNNING, BETWEEN);
        if (stopped) {
            while (state.get() == INTERRUPTING) {
                Surroundings.giveWay();
            }
            state.set(BETWEEN);
        }
        boolean left = Thread.interrupted();
        Runnable ended = current;
        current = null;
        interrupted |= left && !stopped && !(ended instanceof Future<?> future && future.isCancelled());
        if (times != null) {
            times.end();
        }
    }

    /** Interrupts the task that runs. Called by another thread, or by the task. */
    void interrupt() {
        // Pairs with endOfTask().
        if (state.compareAndSet(RUNNING, INTERRUPTING)) {
            thread.interrupt();
            state.set(INTERRUPTED);
        }
    }

    /** Returns whether the thread was interrupted for its own sake, and forgets it. */
    boolean wasInterrupted() {
        boolean now = Thread.interrupted();
        boolean was = interrupted || now;
        interrupted = false;
        return was;
    }

    /** Returns the task that runs. */
    @Nullable
    Runnable task() {
        return current;
    }

    /** Says that the thread is about to do something that is no task. */
    void pauses() {
        if (times != null) {
            times.pause();
        }
    }

    @Override
    public void close() {
        if (interrupted) {
            thread.interrupt();
        }
        super.close();
    }
}
