package io.millrace.device.simulated;

import io.millrace.core.Burst;
import io.millrace.core.DeviceException;
import io.millrace.core.Ingress;
import io.millrace.core.Operation;
import io.millrace.core.Refusal;
import org.jspecify.annotations.Nullable;

/** The way in, on which the device may fail or say that there is no credit. */
final class SimulatedIngress implements Ingress {

    private final Ingress ingress;
    private final Scheduler scheduler;

    SimulatedIngress(Ingress ingress, Scheduler scheduler) {
        this.ingress = ingress;
        this.scheduler = scheduler;
    }

    @Override
    public Refusal enqueue(long header, Object payload) {
        return isRefused(scheduler) ? Refusal.NO_CREDIT : ingress.enqueue(header, payload);
    }

    @Override
    public int enqueue(Burst burst) {
        return isRefused(scheduler, burst) ? 0 : ingress.enqueue(burst);
    }

    @Override
    public boolean awaitCredit(long timeoutNanos) throws InterruptedException {
        return ingress.awaitCredit(timeoutNanos);
    }

    @Override
    public void forward(long entry, long header, @Nullable Object payload) {
        ingress.forward(entry, header, payload);
    }

    @Override
    public void release(long entry) {
        ingress.release(entry);
    }

    /** Returns whether a new entry finds no credit now. */
    static boolean isRefused(Scheduler scheduler) {
        scheduler.pause();
        if (scheduler.fails(Fault.DEVICE_FAILS)) {
            throw new DeviceException("device failed, as it was asked to: fault=" + Fault.DEVICE_FAILS);
        }
        return scheduler.fails(Fault.CREDITS_RUN_OUT);
    }

    /** Returns whether the first entry of a burst is a new one that finds no credit now, and says so. */
    static boolean isRefused(Scheduler scheduler, Burst burst) {
        boolean refused = burst.count() > 0 && burst.operation(0) == Operation.NEW && isRefused(scheduler);
        if (refused) {
            burst.refusal(Refusal.NO_CREDIT);
        }
        return refused;
    }
}
