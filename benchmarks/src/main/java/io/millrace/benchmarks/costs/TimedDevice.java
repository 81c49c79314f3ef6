package io.millrace.benchmarks.costs;

import io.millrace.core.Device;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DeviceLimits;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.SchedulingDomain;
import java.util.Set;

/**
 * A device that does what another one does, and charges the time of each call to the thread that makes it.
 *
 * <p>Timed are the calls that move entries; those that configure, report or end something are not.
 */
final class TimedDevice implements Device {

    private final Device device;
    private final Timesheets sheets;

    TimedDevice(Device device, Timesheets sheets) {
        this.device = device;
        this.sheets = sheets;
    }

    @Override
    public String name() {
        return device.name();
    }

    @Override
    public DeviceLimits limits() {
        return device.limits();
    }

    @Override
    public Set<DeviceCapability> capabilities() {
        return device.capabilities();
    }

    @Override
    public SchedulingDomain open(DomainConfiguration configuration) {
        return new TimedDomain(device.open(configuration), sheets);
    }
}
