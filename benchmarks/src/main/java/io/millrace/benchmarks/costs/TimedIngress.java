package io.millrace.benchmarks.costs;

import io.millrace.core.Burst;
import io.millrace.core.Ingress;
import io.millrace.core.Refusal;
import org.jspecify.annotations.Nullable;

/** Times what comes in. A wait for credit is not timed here: whoever waits is parked, and {@link CostTrial} asks the JVM for that. */
final class TimedIngress implements Ingress {

    private final Ingress ingress;
    private final Timesheets sheets;

    TimedIngress(Ingress ingress, Timesheets sheets) {
        this.ingress = ingress;
        this.sheets = sheets;
    }

    @Override
    public Refusal enqueue(long header, Object payload) {
        try (Timesheet doing = sheets.begin(Activity.SCHEDULE)) {
            return ingress.enqueue(header, payload);
        }
    }

    @Override
    public int enqueue(Burst burst) {
        try (Timesheet doing = sheets.begin(Activity.SCHEDULE)) {
            return ingress.enqueue(burst);
        }
    }

    @Override
    public boolean awaitCredit(long timeoutNanos) throws InterruptedException {
        return ingress.awaitCredit(timeoutNanos);
    }

    @Override
    public void forward(long entry, long header, @Nullable Object payload) {
        try (Timesheet doing = sheets.begin(Activity.REORDER)) {
            ingress.forward(entry, header, payload);
        }
    }

    @Override
    public void release(long entry) {
        try (Timesheet doing = sheets.begin(Activity.REORDER)) {
            ingress.release(entry);
        }
    }
}
