package io.millrace.executor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All shifts of an executor: those that go on, and what the others have done. */
final class Shifts {

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
        shift.begins(new Quiescence(shift, this));
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

    /** Returns how many threads work on something. */
    int active() {
        int active = 0;
        for (Shift shift : present) {
            active += shift.isActive() ? 1 : 0;
        }
        return active;
    }
}
