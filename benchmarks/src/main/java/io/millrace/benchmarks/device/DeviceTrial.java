package io.millrace.benchmarks.device;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Runs one operation of the software device in this thread. */
final class DeviceTrial implements AutoCloseable {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** As often as the time is looked at. */
    private static final int CALLS = 1000;

    private final DeviceBenchmark device = new DeviceBenchmark();
    private final Runnable call;

    DeviceTrial(DeviceOperation operation) {
        device.type = operation.type();
        device.flows = operation.flows();
        boolean circulates = operation.method().equals(DeviceOperation.CIRCULATE);
        device.open(circulates);
        call = circulates ? device::circulate : device::enter;
    }

    /**
     * What an event took.
     *
     * @param nanos its time
     * @param bytes what it allocated
     */
    record PerEvent(double nanos, double bytes) {}

    /** Runs for so long. */
    PerEvent run(int millis) {
        long limit = TimeUnit.MILLISECONDS.toNanos(millis);
        long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
        long begin = System.nanoTime();
        long calls = 0;
        while (System.nanoTime() - begin < limit) {
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            calls += CALLS;
        }
        double nanos = System.nanoTime() - begin;
        double bytes = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
        double events = (double) calls * DeviceBenchmark.BURST;
        return new PerEvent(nanos / events, bytes / events);
    }

    @Override
    public void close() {
        device.close();
    }
}
