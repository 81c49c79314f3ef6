package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All shifts of an executor: those that go on, and what the others have done. */
final class Shifts {

    private static final long SECOND_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Set<Shift> present = ConcurrentHashMap.newKeySet();
    private final SeriesTable table;
    private final Intake intake;
    private final @Nullable HookedTasks hooked;
    private final @Nullable Demand demand;

    /** What those have done that are over. Guarded by this, so that nobody counts a shift twice or not at all that is ending. */
    private long completedBefore;

    Shifts(SeriesTable table, Intake intake, @Nullable HookedTasks hooked, @Nullable Demand demand) {
        this.demand = demand;
        this.table = table;
        this.intake = intake;
        this.hooked = hooked;
    }

    /** Returns what a shift has to do. */
    WorkerDuty duty(Shift shift) {
        return new WorkerDuty(shift, table, intake, hooked, demand);
    }

    void begun(Shift shift) {
        present.add(shift);
    }

    synchronized void ended(Shift shift) {
        completedBefore += shift.completed();
        present.remove(shift);
    }

    /** Returns those that go on. */
    Iterable<Shift> present() {
        return present;
    }

    /** Returns how many tasks and jobs have ended. */
    synchronized long completed() {
        long completed = completedBefore;
        for (Shift shift : present) {
            completed += shift.completed();
        }
        return completed;
    }

    /** Returns whether there are so many, and all of them wait; what is no task of this executor is given a moment to come. */
    boolean areBlocked(int threads) {
        List<@Nullable SubmittedTask<?>> awaited = awaitedByAll();
        if (awaited.size() == threads && awaited.contains(null)) {
            // It may come at any moment, and a thread that was woken looks asleep until it runs.
            Surroundings.parkNanos(this, SECOND_LOOK_NANOS);
        }
        // Who waits for the same twice has waited from the first look to the second: at one moment all did.
        return awaited.size() == threads && awaited.equals(awaitedByAll());
    }

    /** Returns what each waits for, null for what is no task of this executor; only the first ones if somebody can go on. */
    private List<@Nullable SubmittedTask<?>> awaitedByAll() {
        List<@Nullable SubmittedTask<?>> awaited = new ArrayList<>();
        for (Shift shift : present) {
            if (!shift.isBlocked()) {
                break;
            }
            SubmittedTask<?> task = shift.awaited();
            awaited.add(task != null && task.isOf(shift.executor()) ? task : null);
        }
        return awaited;
    }

    /** Returns how many threads work on something. */
    int active() {
        int active = 0;
        for (Shift shift : present) {
            active += shift.isActive() ? 1 : 0;
        }
        return active;
    }
}
