package io.millrace.device.simulated;

import io.millrace.core.Burst;
import io.millrace.core.DeviceException;
import io.millrace.core.ForwardingPort;
import io.millrace.core.Port;
import io.millrace.core.Refusal;
import org.jspecify.annotations.Nullable;

/** A port on which the device may fail, for its thread alone or for what comes in. */
final class SimulatedPort extends ForwardingPort {

    private final Scheduler scheduler;

    SimulatedPort(Port port, Scheduler scheduler) {
        super(port);
        this.scheduler = scheduler;
    }

    @Override
    public int dequeue(Burst burst, long timeoutNanos) {
        if (scheduler.fails(Fault.WORKER_DIES)) {
            throw new DeviceException(
                    "device failed for one worker, as it was asked to: fault=" + Fault.WORKER_DIES + ", port=" + id());
        }
        scheduler.pause();
        return port.dequeue(burst, timeoutNanos);
    }

    @Override
    public Refusal enqueue(long header, Object payload) {
        return SimulatedIngress.isRefused(scheduler) ? Refusal.NO_CREDIT : port.enqueue(header, payload);
    }

    @Override
    public int enqueue(Burst burst) {
        return SimulatedIngress.isRefused(scheduler, burst) ? 0 : port.enqueue(burst);
    }

    @Override
    public void forward(long entry, long header, @Nullable Object payload) {
        scheduler.pause();
        port.forward(entry, header, payload);
    }

    @Override
    public void release(long entry) {
        scheduler.pause();
        port.release(entry);
    }
}
