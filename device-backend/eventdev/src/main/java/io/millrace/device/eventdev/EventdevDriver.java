package io.millrace.device.eventdev;

import io.millrace.core.DeviceException;
import io.millrace.core.SchedulingType;
import io.millrace.core.driver.DriverLimits;
import io.millrace.core.driver.DriverPlan;
import io.millrace.core.driver.DriverTrait;
import io.millrace.core.driver.EventDriver;
import io.millrace.core.driver.EventSession;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A driver of eventdev. Each domain has a device of DPDK for itself.
 */
final class EventdevDriver implements EventDriver {

    /** Its flows move between ports while nobody looks, see docs/adr/0028. */
    private static final String NOT_OFFERED = "event_dsw";

    /** Those of one group of Intel DLB. */
    private static final int SEQUENCES_OF_HARDWARE = 1024;

    private final String name;
    private final DriverLimits limits;
    private final Set<DriverTrait> traits;

    /**
     * Asks a driver what it has.
     *
     * @throws DeviceException if there is no such driver or device
     */
    EventdevDriver(String name) {
        this.name = name;
        if (name.startsWith(NOT_OFFERED)) {
            throw new DeviceException("driver is not offered yet, since the contract does not hold on it: driver="
                    + name + ", use " + EventdevDevices.VIRTUAL);
        }
        Eal.start();
        long[] description = new long[Shim.DESCRIPTION_LENGTH];
        EventdevDevices.Taken device = EventdevDevices.take(name);
        try {
            device.check(Shim.describe(device.id(), description), "be described");
        } finally {
            EventdevDevices.giveBack(device);
        }
        limits = new DriverLimits(
                (int) description[Shim.EVENTS], (int) description[Shim.QUEUES], (int) description[Shim.PORTS], (int)
                        description[Shim.FLOWS]);
        traits = traits(description);
    }

    private Set<DriverTrait> traits(long[] description) {
        Set<DriverTrait> all = EnumSet.noneOf(DriverTrait.class);
        if (description[Shim.EXPLICIT_RELEASE] != 0) {
            all.add(DriverTrait.EXPLICIT_RELEASE);
            all.add(DriverTrait.ORDERED_QUEUES);
        }
        if (description[Shim.SERVICE] != 0) {
            all.add(DriverTrait.DRIVEN);
        }
        return Collections.unmodifiableSet(all);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DriverLimits limits() {
        return limits;
    }

    @Override
    public Set<DriverTrait> traits() {
        return traits;
    }

    @Override
    public EventSession open(DriverPlan plan) {
        int[] types =
                plan.queues().stream().mapToInt(queue -> queue.type().ordinal()).toArray();
        int[] flows =
                plan.queues().stream().mapToInt(DriverPlan.QueuePlan::flows).toArray();
        int[] links = plan.ports().stream().mapToInt(DriverPlan.PortPlan::queue).toArray();
        EventdevDevices.Taken device = EventdevDevices.take(name);
        boolean isOpen = false;
        try {
            int result = Shim.open(device.id(), plan.events(), sequences(plan), types, flows, links);
            device.check(result, "be opened");
            isOpen = true;
            return new EventdevSession(device.id(), () -> EventdevDevices.giveBack(device));
        } finally {
            if (!isOpen) {
                EventdevDevices.giveBack(device);
            }
        }
    }

    /**
     * Returns how many entries of an ordered queue may lie between the first that is not finished and the last that is delivered. With as many as there are
     * events a stalled head stops nothing but its order. Hardware has 1024 for a group of queues, and wants a power of two.
     */
    private int sequences(DriverPlan plan) {
        if (name.equals(EventdevDevices.VIRTUAL)) {
            return plan.events();
        }
        long ordered = plan.queues().stream()
                .filter(queue -> queue.type() == SchedulingType.ORDERED)
                .count();
        return Integer.highestOneBit(SEQUENCES_OF_HARDWARE / (int) Math.max(1, ordered));
    }
}
