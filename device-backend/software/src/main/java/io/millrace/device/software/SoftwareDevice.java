package io.millrace.device.software;

import io.millrace.core.ConfigurationCheck;
import io.millrace.core.Device;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DeviceLimits;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.domain.CreditPool;
import io.millrace.core.domain.DeviceDomain;
import io.millrace.core.domain.DevicePort;
import io.millrace.core.domain.SlotRing;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The software device: has every capability. */
final class SoftwareDevice implements Device {

    static final String NAME = "software";

    private static final int PORTS = 1024;
    private static final DeviceLimits LIMITS = new DeviceLimits(
            CreditPool.LIMIT,
            EntryHeader.MAX_QUEUE + 1,
            PORTS,
            EntryHeader.MAX_QUEUE + 1,
            SlotRing.NUMBER_LIMIT,
            CreditPool.LIMIT,
            DevicePort.DEQUEUE_DEPTH);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DeviceLimits limits() {
        return LIMITS;
    }

    @Override
    public Set<DeviceCapability> capabilities() {
        return Collections.unmodifiableSet(EnumSet.allOf(DeviceCapability.class));
    }

    @Override
    public SchedulingDomain open(DomainConfiguration configuration) {
        ConfigurationCheck.check(configuration, this);
        return new DeviceDomain(configuration, this, new SoftwareQueues(configuration.creditLimit()));
    }
}
