package io.millrace.device.monitor;

import io.millrace.core.Device;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DeviceLimits;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.SchedulingDomain;
import java.util.Set;

/** A device whose domains are watched. */
final class MonitoredDevice implements Device {

    static final String NAME = "monitored";

    private final Device device;
    private final Sampling sampling;
    private final Monitor monitor;

    MonitoredDevice(Device device, Sampling sampling, Monitor monitor) {
        this.device = device;
        this.sampling = sampling;
        this.monitor = monitor;
    }

    Monitor monitor() {
        return monitor;
    }

    @Override
    public String name() {
        return NAME;
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
        return new MonitoredDomain(device.open(configuration), sampling, monitor);
    }
}
