package io.millrace.executor;

import io.millrace.core.Ingress;
import io.millrace.core.PaddedLongs;
import io.millrace.core.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that ask for nothing, in line, those that were forked, and the <em>turns</em> by which workers come to run
 * them.
 *
 * <p>Idea: what the device schedules is the turn, an entry that says "run tasks of this lane". A worker that gets one
 * runs tasks as long as there are any, up to a limit, and sends the turn to the end of its queue. So a task costs a
 * reference in a line, and only what runs costs an entry.
 *
 * <ol>
 *   <li>There are as many turns as there are workers at most, so all workers can be at it, and a burst of tasks is not
 *       one of entries.
 *   <li>No task is left behind. Who adds a task then reads how many turns there are, and brings another unless there
 *       are enough; a worker that finds no task lowers that number and then looks once more. Either the adder brings a
 *       turn or the worker sees the task.
 *   <li>A turn that the device refuses for want of credit waits in the {@link Intake}, and counts as one.
 * </ol>
 */
final class TaskLane implements Arrival {

    private final TaskLine tasks = new TaskLine();
    private final Forks forks = new Forks();
    private final PaddedLongs turns = new PaddedLongs(1);
    private volatile int turnLimit;
    private final Lifecycle lifecycle;
    private final BooleanSupplier mayAdd;
    private final Intake intake;

    TaskLane(int turnLimit, Lifecycle lifecycle, Intake intake) {
        this.turnLimit = turnLimit;
        this.lifecycle = lifecycle;
        mayAdd = lifecycle::isRunning;
        this.intake = intake;
    }

    /** Changes how many turns there are at most. */
    void turnLimit(int turns) {
        turnLimit = turns;
    }

    /** Adds a task, and sees to it that a worker comes; false if the executor takes no more. */
    boolean add(Runnable task) {
        if (!tasks.add(task, mayAdd)) {
            return false;
        }
        attract();
        return true;
    }

    /** Brings a turn, unless there are enough; returns whether it has. Called when a task was added or forked. */
    boolean attract() {
        // Pairs with endTurn(): the task is in line, or in a deque, before this read.
        boolean begun = tryBeginTurn();
        if (begun) {
            bringTurn();
        }
        return begun;
    }

    Forks forks() {
        return forks;
    }

    /** Puts a task in line that was accepted before. {@link #attend} follows. */
    void line(Runnable task) {
        tasks.add(task, () -> true);
    }

    /** Sees to it that workers come for so many tasks that were put in line. */
    void attend(int count) {
        // Pairs with endTurn(): the tasks are in line before this read.
        for (int task = 0; task < count && tryBeginTurn(); task++) {
            bringTurn();
        }
    }

    private void bringTurn() {
        boolean brought = false;
        try {
            intake.bring(this);
            brought = true;
        } finally {
            // A stack that overflows here must not cost a turn for good.
            if (!brought) {
                dropTurn();
            }
        }
    }

    private boolean tryBeginTurn() {
        for (long now = turns.get(0); now < turnLimit; now = turns.get(0)) {
            if (turns.compareAndSet(0, now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Refusal enter(Ingress ingress) {
        Refusal refusal = ingress.enqueue(DomainLayout.PLAIN, this);
        if (refusal == Refusal.STOPPED) {
            // Drained: no task is in line any more, or shutdownNow takes what is.
            dropTurn();
            return Refusal.NONE;
        }
        return refusal;
    }

    /** Takes the next task of a turn; null if there is none, or the executor stops. */
    @Nullable
    Runnable next() {
        return lifecycle.isStopping() ? null : tasks.poll();
    }

    /** Steals a task that somebody has forked, for a turn that has found none in line. It is claimed. */
    @Nullable
    ForkJoinTask<?> steal() {
        return lifecycle.isStopping() ? null : forks.steal();
    }

    /** Ends a turn that has found no task; false if it must go on, because one has come. */
    boolean endTurn() {
        dropTurn();
        return lifecycle.isStopping() || isClear() || !tryBeginTurn();
    }

    /** Ends a turn that nobody will go on with. */
    void dropTurn() {
        // Pairs with add(): lowered before whoever ends the turn looks whether a task has come.
        turns.getAndAdd(0, -1);
    }

    /** Takes a task in order to return it unrun. */
    @Nullable
    Runnable surrender() {
        // What was forked is a part of the task that has forked it.
        for (ForkJoinTask<?> forked = forks.steal(); forked != null; forked = forks.steal()) {
            forked.cancel(false);
        }
        Runnable task = tasks.poll();
        while (task != null && !mayReturn(StampedTask.own(task))) {
            task = tasks.poll();
        }
        return task == null ? null : StampedTask.own(task);
    }

    /** Returns whether a task is the caller's, and not that of one who waits for it and has begun it, or a part of another. */
    private static boolean mayReturn(Runnable task) {
        if (task instanceof SubmittedTask<?> submitted) {
            return submitted.take();
        }
        return !(task instanceof ForkJoinTask<?> forked) || forked.tryReturn();
    }

    /** Takes out the task that waits longest, as {@link Way#takeOldest} does. */
    @Nullable
    Runnable takeOldest() {
        List<Runnable> found = new ArrayList<>(1);
        tasks.sweep(
                waiting -> {
                    Runnable taken = StampedTask.own(waiting) instanceof PlainTask task ? task.leavePlace() : null;
                    if (taken != null) {
                        found.add(taken);
                    }
                    return taken != null;
                },
                1);
        return found.isEmpty() ? null : found.get(0);
    }

    /** Takes out tasks whose futures were cancelled. */
    void purge() {
        tasks.sweep(
                waiting -> {
                    Runnable own = StampedTask.own(waiting);
                    return own instanceof PlainTask task
                            ? task.purge()
                            : ContextTask.submitted(own) instanceof Future<?> future && future.isCancelled();
                },
                Long.MAX_VALUE);
    }

    /** Returns whether no task waits, nor is on its way in. */
    boolean isClear() {
        return tasks.isEmpty() && forks.isClear();
    }

    /** Returns how long the first task in line waits, if it was stamped; 0 if there is none. */
    long oldestNanos(long now) {
        return StampedTask.waitNanos(tasks.first(), now);
    }

    /** Returns how many turns there are. */
    long turns() {
        return turns.get(0);
    }

    /** Returns how many tasks wait. */
    long waiting() {
        return tasks.size() + forks.waiting();
    }
}
