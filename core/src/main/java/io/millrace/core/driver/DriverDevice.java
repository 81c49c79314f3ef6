package io.millrace.core.driver;

import io.millrace.core.ConfigurationCheck;
import io.millrace.core.Device;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DeviceException;
import io.millrace.core.DeviceLimits;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.domain.DeviceDomain;
import io.millrace.core.domain.DevicePort;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** A device whose queues are those of a driver. */
public final class DriverDevice implements Device {

    private static final int PORTS = 1024;

    private final String name;
    private final EventDriver driver;
    private final Set<DeviceCapability> capabilities;
    private final DeviceLimits limits;

    /**
     * Makes a device of a driver.
     *
     * @throws DeviceException if what the driver says of itself does not fit together
     */
    public DriverDevice(String name, EventDriver driver) {
        this.name = name;
        this.driver = driver;
        Set<DriverTrait> traits = driver.traits();
        if (traits.contains(DriverTrait.SHARED_PORTS) && !traits.contains(DriverTrait.TAKES_ALL)) {
            throw inconsistent("SHARED_PORTS needs TAKES_ALL, since an outbox belongs to one thread at a time");
        }
        if (!traits.contains(DriverTrait.EXPLICIT_RELEASE)) {
            throw inconsistent("EXPLICIT_RELEASE is needed, since any port takes from any lane and a dequeue would"
                    + " end what another one holds");
        }
        capabilities = capabilities(traits);
        DriverLimits most = driver.limits();
        // Half, since an entry that is forwarded enters before it leaves.
        int credits = most.events() / 2;
        int queues = Math.min(most.queues(), most.ports() - DriverQueues.MOST_WAYS_IN);
        limits = new DeviceLimits(
                credits, queues, PORTS, queues, most.flows(), Math.max(1, credits / 2), DevicePort.DEQUEUE_DEPTH);
    }

    private DeviceException inconsistent(String rule) {
        return new DeviceException(
                "driver cannot be what it says: " + rule + ": driver=" + driver.name() + ", traits=" + driver.traits());
    }

    private static Set<DeviceCapability> capabilities(Set<DriverTrait> traits) {
        Set<DeviceCapability> all = EnumSet.allOf(DeviceCapability.class);
        all.remove(DeviceCapability.FRAGMENTS);
        all.remove(DeviceCapability.ENTRY_PRIORITY);
        all.remove(DeviceCapability.INDEPENDENT_SERIES);
        if (!traits.contains(DriverTrait.ORDERED_QUEUES)) {
            all.remove(DeviceCapability.ORDERED);
        }
        return Collections.unmodifiableSet(all);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DeviceLimits limits() {
        return limits;
    }

    @Override
    public Set<DeviceCapability> capabilities() {
        return capabilities;
    }

    @Override
    public SchedulingDomain open(DomainConfiguration configuration) {
        ConfigurationCheck.check(configuration, this);
        DriverQueues queues = new DriverQueues(configuration, driver);
        boolean isOpen = false;
        try {
            DeviceDomain domain = new DeviceDomain(configuration, this, queues);
            isOpen = true;
            return domain;
        } finally {
            if (!isOpen) {
                queues.close();
            }
        }
    }
}
