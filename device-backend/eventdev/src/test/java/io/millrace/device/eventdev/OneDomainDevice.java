package io.millrace.device.eventdev;

import io.millrace.core.Device;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DeviceException;
import io.millrace.core.DeviceLimits;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.SchedulingDomain;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** A device that was there before, such as hardware: tests that want two domains at a time are skipped. */
record OneDomainDevice(Device device) implements Device {

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
        try {
            return device.open(configuration);
        } catch (DeviceException refused) {
            String reason = String.valueOf(refused.getMessage());
            Assumptions.assumeFalse(reason.contains("one domain at a time"), reason);
            throw refused;
        }
    }
}
