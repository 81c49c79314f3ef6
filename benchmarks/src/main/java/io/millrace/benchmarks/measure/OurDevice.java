package io.millrace.benchmarks.measure;

import io.millrace.core.Device;
import io.millrace.core.DeviceLimits;
import io.millrace.core.Devices;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutorBuilder;
import io.millrace.executor.MillraceExecutors;
import io.millrace.executor.StartOrder;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadFactory;

/** The device that ours schedules by, and executors on it. It is the software device unless a property names another, which is told to the processes that JMH starts. */
public final class OurDevice {

    /** The property that names it. */
    public static final String PROPERTY = "millrace.benchmarks.device";

    private static final int SPARES = 256;

    private OurDevice() {}

    /** Returns the device. */
    public static Device find() {
        return Devices.find(System.getProperty(PROPERTY, Devices.DEFAULT_NAME));
    }

    /** Returns a builder with so many workers, so many credits and such a window, or as much of both as the device has. */
    public static MillraceExecutorBuilder executor(Device device, int workers, int credits, int window) {
        DeviceLimits limits = device.limits();
        return MillraceExecutors.builder()
                .device(device)
                .workers(workers)
                .credits(Math.min(credits, limits.credits()))
                .reorderWindow(Math.min(window, limits.reorderWindow()));
    }

    /** Returns what {@link MillraceExecutors#newFixedThreadPool(int, ThreadFactory)} makes. */
    public static MillraceExecutor fixedPool(int workers, ThreadFactory threads) {
        return pool(workers)
                .startOrder(StartOrder.FIFO)
                .keepAlive(ChronoUnit.FOREVER.getDuration())
                .threadFactory(threads)
                .build();
    }

    /** Returns what {@link MillraceExecutors#newWorkStealingPool(int)} makes. */
    public static MillraceExecutor stealingPool(int workers) {
        return pool(workers)
                .startOrder(StartOrder.RELAXED)
                .spares(SPARES)
                .daemons(true)
                .build();
    }

    private static MillraceExecutorBuilder pool(int workers) {
        return MillraceExecutors.builder().device(find()).workers(workers);
    }
}
