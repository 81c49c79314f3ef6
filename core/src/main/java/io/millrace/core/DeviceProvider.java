package io.millrace.core;

/**
 * The way by which {@link Devices} finds a device: named in {@code META-INF/services} or in a module's {@code provides}.
 *
 * <p>A provider must load on every machine. Whether its device can be used here is told by {@link #probe()}.
 */
public interface DeviceProvider {

    /** Returns the name of the device, in lower case. */
    String name();

    /** Tells whether the device can be used on this machine, and why not. Does not throw. */
    Availability probe();

    /**
     * Returns the device.
     *
     * @throws DeviceException if the device is not available
     */
    Device device();
}
