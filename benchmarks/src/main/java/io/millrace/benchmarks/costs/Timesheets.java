package io.millrace.benchmarks.costs;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The timesheets of all threads of a run. A thread gets its own when it first asks for it. */
final class Timesheets {

    private final Queue<Timesheet> sheets = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Timesheet> ofThisThread = ThreadLocal.withInitial(this::add);

    private Timesheet add() {
        Timesheet sheet = new Timesheet();
        sheets.add(sheet);
        return sheet;
    }

    Timesheet ofThisThread() {
        return ofThisThread.get();
    }

    /** Begins an activity of the calling thread, which lasts until the sheet is closed. */
    Timesheet begin(Activity activity) {
        return ofThisThread().begin(activity);
    }

    Collection<Timesheet> all() {
        return sheets;
    }
}
