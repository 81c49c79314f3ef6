package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DeviceLimits;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.SchedulingDomain;
import java.util.EnumSet;
import java.util.Set;

/** A device whose correctness can be read off its source, with faults on demand. */
public final class ReferenceDevice implements Device {

    private static final DeviceLimits LIMITS = new DeviceLimits(1 << 20, 256, 256, 64, 1 << 20, 1 << 16, 256);

    private final Set<Fault> faults;

    /** Creates a device with the faults, none of them as a rule. */
    public ReferenceDevice(Fault... faults) {
        this.faults = EnumSet.noneOf(Fault.class);
        this.faults.addAll(Set.of(faults));
    }

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public DeviceLimits limits() {
        return LIMITS;
    }

    @Override
    public Set<DeviceCapability> capabilities() {
        return EnumSet.allOf(DeviceCapability.class);
    }

    @Override
    public SchedulingDomain open(DomainConfiguration configuration) {
        if (!faults.contains(Fault.CONFIGURATION_UNCHECKED)) {
            ConfigurationCheck.check(configuration, LIMITS);
        }
        return new ReferenceDomain(configuration, LIMITS, faults);
    }
}
