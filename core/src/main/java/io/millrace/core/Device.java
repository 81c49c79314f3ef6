package io.millrace.core;

import java.util.Set;

/**
 * Something that schedules entries: software in this process, a simulation, or hardware.
 *
 * <p><b>Lifecycle.</b> A device is obtained from {@link Devices} and lives as long as it is referenced; what holds resources are its domains.
 *
 * <p><b>Threading.</b> All methods may be called by any thread.
 */
public interface Device {

    /** Returns the name by which {@link Devices#find(String)} finds the device. */
    String name();

    /** Returns what one domain can have at most. */
    DeviceLimits limits();

    /** Returns what the device has. The set does not change. */
    Set<DeviceCapability> capabilities();

    /**
     * Opens a domain, all of it or nothing.
     *
     * @throws ConfigurationException if a limit is passed or a capability is missing
     * @throws DeviceException if the device fails
     */
    SchedulingDomain open(DomainConfiguration configuration);
}
