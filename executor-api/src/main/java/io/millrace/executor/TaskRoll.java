package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a view that may not have started, for {@code shutdownNow} to find.
 *
 * <p>A submitter pushes its task on a stack in place of those at the top that have started: a task that starts empties
 * itself. Where all have ended, which the view knows, it need not look at them. When as many have been added as were left
 * at the last clearing, the submitter that notices moves what has not started to a list, so that the cost of a task is
 * one CAS and a share of the clearing, and what is kept beyond what waits is bounded by what waited at that clearing, or
 * 64. A view through which one task goes allocates nothing.
 */
final class TaskRoll {

    private static final int SHALLOW = 64;

    private final AtomicReference<@Nullable Pending> newest = new AtomicReference<>();
    private final ReentrantLock clearing = new ReentrantLock();
    private volatile int limit = SHALLOW;

    /** What was left at the last clearing, oldest first. Owned by the holder of the lock. */
    private @Nullable List<Pending> older;

    /** Returns the task that was added last, if any is left. */
    @Nullable
    Pending newest() {
        return newest.get();
    }

    /** Adds the first task after all up to {@code before} have ended; false if another came first. */
    boolean tryAddAfter(@Nullable Pending before, Pending task) {
        task.additions = 1;
        // Pairs with getAndSet in clear, as in add. A task is added once, so who is still the newest has been all the
        // time; and where there is none, what came meanwhile was moved to the list.
        boolean added = newest.compareAndSet(before, task);
        if (added && limit > SHALLOW) {
            // What was left of a burst has ended, as a rule.
            clearIfFree();
        }
        return added;
    }

    void add(Pending task) {
        while (true) {
            Pending seen = newest.get();
            Pending below = seen;
            while (below != null && below.isTaken()) {
                below = below.older;
            }
            task.older = below;
            task.additions = seen == null ? 1 : seen.additions + 1;
            // Pairs with getAndSet in clear: the links below are visible to who takes the stack, and what this thread
            // has seen of a stack that was taken meanwhile is forgotten.
            if (newest.compareAndSet(seen, task)) {
                break;
            }
        }
        if (task.additions >= limit) {
            clearIfFree();
        }
    }

    private void clearIfFree() {
        if (clearing.tryLock()) {
            try {
                clear();
            } finally {
                clearing.unlock();
            }
        }
    }

    /** Takes every task that has not started and was added before the call, oldest first. */
    List<Runnable> surrender() {
        Surroundings.lock(clearing);
        try {
            List<Runnable> unstarted = new ArrayList<>();
            for (Pending pending : clear()) {
                Runnable task = pending.surrender();
                if (task != null) {
                    unstarted.add(task);
                }
            }
            return unstarted;
        } finally {
            clearing.unlock();
        }
    }

    /** Takes out the oldest task that has not started, as {@link Way#takeOldest} does. */
    @Nullable
    Runnable takeOldest() {
        Surroundings.lock(clearing);
        try {
            for (Pending pending : clear()) {
                Runnable task = pending.leavePlace();
                if (task != null) {
                    return task;
                }
            }
            return null;
        } finally {
            clearing.unlock();
        }
    }

    private List<Pending> clear() {
        List<Pending> left = older == null ? new ArrayList<>() : older;
        left.removeIf(Pending::isTaken);
        int before = left.size();
        Pending next;
        for (Pending pending = newest.getAndSet(null); pending != null; pending = next) {
            next = pending.older;
            pending.older = null;
            if (!pending.isTaken()) {
                left.add(pending);
            }
        }
        Collections.reverse(left.subList(before, left.size()));
        older = left.isEmpty() ? null : left;
        limit = Math.max(SHALLOW, left.size());
        return left;
    }
}
