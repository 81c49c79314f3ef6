package io.millrace.benchmarks.costs;

import io.millrace.core.Burst;
import io.millrace.core.ForwardingPort;
import io.millrace.core.Port;
import io.millrace.core.Refusal;
import org.jspecify.annotations.Nullable;

/** Times what a port delivers and what is finished there. */
final class TimedPort extends ForwardingPort {

    private final Timesheets sheets;

    TimedPort(Port port, Timesheets sheets) {
        super(port);
        this.sheets = sheets;
    }

    /** Scheduling is what finds something at once. An executor looks once before it waits, so what is found by a wait was waited for. */
    @Override
    public int dequeue(Burst burst, long timeoutNanos) {
        try (Timesheet doing = sheets.begin(Activity.WAITING)) {
            int count = port.dequeue(burst, timeoutNanos);
            if (count > 0 && timeoutNanos == 0) {
                doing.turnedOut(Activity.SCHEDULE);
            }
            return count;
        }
    }

    @Override
    public Refusal enqueue(long header, Object payload) {
        try (Timesheet doing = sheets.begin(Activity.SCHEDULE)) {
            return port.enqueue(header, payload);
        }
    }

    @Override
    public int enqueue(Burst burst) {
        try (Timesheet doing = sheets.begin(Activity.SCHEDULE)) {
            return port.enqueue(burst);
        }
    }

    @Override
    public void forward(long entry, long header, @Nullable Object payload) {
        try (Timesheet doing = sheets.begin(Activity.REORDER)) {
            port.forward(entry, header, payload);
        }
    }

    @Override
    public void release(long entry) {
        try (Timesheet doing = sheets.begin(Activity.REORDER)) {
            port.release(entry);
        }
    }

    @Override
    public Refusal fragment(long entry, long header, Object payload) {
        try (Timesheet doing = sheets.begin(Activity.REORDER)) {
            return port.fragment(entry, header, payload);
        }
    }
}
