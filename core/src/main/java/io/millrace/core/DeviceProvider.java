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

    /**
     * Returns the device as it is wished.
     *
     * @param wish what stands behind the colon in the name that was asked for, such as the seed of a simulation; empty if nothing
     * @throws IllegalArgumentException if the device cannot be so
     * @throws DeviceException if the device is not available
     */
    default Device device(String wish) {
        if (!wish.isEmpty()) {
            throw new IllegalArgumentException(
                    "device has no choices, ask for its bare name: name=" + name() + ", wish=" + wish);
        }
        return device();
    }
}
