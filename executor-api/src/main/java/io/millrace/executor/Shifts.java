package io.millrace.executor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** All shifts of an executor: those that go on, and what the others have done. */
final class Shifts {

    private final Set<Shift> present = ConcurrentHashMap.newKeySet();
    private final LongAdder completedBefore = new LongAdder();
    private final SeriesTable table;
    private final Intake intake;
    private final @Nullable HookedTasks hooked;

    Shifts(SeriesTable table, Intake intake, @Nullable HookedTasks hooked) {
        this.table = table;
        this.intake = intake;
        this.hooked = hooked;
    }

    /** Returns what a shift has to do. */
    WorkerDuty duty(Shift shift) {
        return new WorkerDuty(shift, table, intake, hooked);
    }

    void begun(Shift shift) {
        present.add(shift);
    }

    void ended(Shift shift) {
        // In this order: counted twice for a moment, and not never.
        completedBefore.add(shift.completed());
        present.remove(shift);
    }

    /** Returns those that go on. */
    Iterable<Shift> present() {
        return present;
    }

    /** Returns how many tasks and jobs have ended. */
    long completed() {
        long completed = 0;
        for (Shift shift : present) {
            completed += shift.completed();
        }
        return completed + completedBefore.sum();
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
