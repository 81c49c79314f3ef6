package io.millrace.device.monitor;

import io.millrace.core.Device;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What was found out about a device whose promises are checked as it runs.
 *
 * <p>A watched device gives and takes what the device behind it does, and holds nothing up. Each accepted entry is wrapped on its way in and unwrapped when it
 * is delivered. What is seen in between proves a broken promise or nothing: a monitor has no false alarms, and some faults leave no proof.
 *
 * <p><b>Lifecycle.</b> As long as the device is referenced; the domains of a device have one monitor.
 *
 * <p><b>Threading.</b> All methods may be called by any thread.
 *
 * <p><b>Failure.</b> A violation disturbs nobody who uses the device: it is kept, the first {@value #LOGGED} are logged as errors, and listeners are told.
 *
 * <p><b>Units and limits.</b> The first {@value #KEPT} violations are kept, all are counted. In full each entry in flight takes 64 bytes, each atomic
 * flow that was ever used about 150 for each life of its domain, and each port up to 24 bytes for each of the last 4,096 series of entries of its directed queues.
 */
public final class Monitor {

    /** How many violations are kept. */
    public static final int KEPT = 1024;

    /** How many violations are logged. */
    public static final int LOGGED = 16;

    private static final System.Logger LOGGER = System.getLogger("io.millrace.device.monitor");

    private final ArrayDeque<OrderViolation> kept = new ArrayDeque<>();
    private final AtomicLong count = new AtomicLong();
    private final List<Consumer<? super OrderViolation>> listeners = new CopyOnWriteArrayList<>();

    Monitor() {}

    /**
     * Returns a device that is watched in full: every entry, every flow.
     *
     * @throws IllegalArgumentException if it is watched already
     */
    public static Device watch(Device device) {
        return watch(device, 1);
    }

    /**
     * Returns a device of which one flow in {@code interval} is watched, with all its entries, and one in {@code interval} of the entries that enter queues without
     * flows. Credits are always counted.
     *
     * @throws IllegalArgumentException if the device is watched already, or the interval is below 1
     */
    public static Device watch(Device device, int interval) {
        Objects.requireNonNull(device, "device");
        if (device instanceof MonitoredDevice) {
            throw new IllegalArgumentException("device is watched already: name=" + device.name());
        }
        return new MonitoredDevice(device, new Sampling(interval), new Monitor());
    }

    /**
     * Returns the monitor of a watched device.
     *
     * @throws IllegalArgumentException if the device is not watched
     */
    public static Monitor of(Device device) {
        if (device instanceof MonitoredDevice watched) {
            return watched.monitor();
        }
        throw new IllegalArgumentException(
                "device is not watched, ask for monitored:" + device.name() + ": name=" + device.name());
    }

    /** Returns the violations that were noticed first, oldest first. */
    public List<OrderViolation> violations() {
        synchronized (kept) {
            return List.copyOf(kept);
        }
    }

    /** Returns how many violations there were. */
    public long count() {
        return count.get();
    }

    /**
     * Has somebody told of each violation from now on, by the thread that has noticed it, in the middle of what it does with the device. What the listener
     * throws is logged and harms nobody else.
     *
     * @return this
     */
    public Monitor onViolation(Consumer<? super OrderViolation> listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    void report(OrderViolation violation) {
        long number = count.incrementAndGet();
        synchronized (kept) {
            if (kept.size() < KEPT) {
                kept.add(violation);
            }
        }
        if (number <= LOGGED) {
            LOGGER.log(Level.ERROR, "a device has broken a promise: promise={0}: {1}", violation.promise(), violation);
        }
        for (Consumer<? super OrderViolation> listener : listeners) {
            try {
                listener.accept(violation);
            } catch (Throwable failure) {
                // Also an error, such as that of an assertion: what the device delivers must not be lost by it.
                LOGGER.log(Level.ERROR, "a listener for violations has failed", failure);
            }
        }
    }
}
