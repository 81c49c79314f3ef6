package io.millrace.samples.evtest;

import io.millrace.core.Burst;
import io.millrace.core.Port;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The owner of a port: works on what comes and passes it on, stage by stage. */
final class StageWorker {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Port port;
    private final Dequeue source;
    private final Checks checks;
    private final Sender self;
    private final Body body;
    private final Burst burst;
    private final BooleanSupplier isOver;
    private final @Nullable Histogram latency;
    private long lastNanos = System.nanoTime();

    StageWorker(
            Port port, Dequeue source, RunPlan plan, Checks checks, Sender self, Body body, BooleanSupplier isOver) {
        this.port = port;
        this.source = source;
        this.checks = checks;
        this.self = self;
        this.body = body;
        this.isOver = isOver;
        burst = new Burst(plan.burst());
        latency = plan.latency() ? new Histogram(3) : null;
    }

    void run() {
        int count;
        do {
            count = source.dequeue(burst, TICK_NANOS);
            if (count > 0) {
                checks.arrived(burst, self);
                for (int i = 0; i < count; i++) {
                    if (burst.payload(i) instanceof Cargo cargo) {
                        work(burst.entry(i), cargo);
                    }
                }
                lastNanos = System.nanoTime();
            }
        } while (count > 0 || !isOver.getAsBoolean());
    }

    private void work(long entry, Cargo cargo) {
        body.work(cargo, cargo.step());
        if (!checks.isAtItsEnd(cargo)) {
            port.forward(entry, checks.forwarding(cargo, self), cargo);
            return;
        }
        if (latency != null) {
            latency.recordValue(Math.max(0, System.nanoTime() - cargo.enteredNanos()));
        }
        checks.releasing(cargo, self);
        port.release(entry);
    }

    /** When the last delivery was worked off. */
    long lastNanos() {
        return lastNanos;
    }

    /** How long entries took that ended here, in nanoseconds; null if nobody asked. */
    @Nullable
    Histogram latency() {
        return latency;
    }
}
