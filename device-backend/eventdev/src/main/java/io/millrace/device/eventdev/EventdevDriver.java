package io.millrace.device.eventdev;

import io.millrace.core.DeviceException;
import io.millrace.core.driver.DriverLimits;
import io.millrace.core.driver.DriverPlan;
import io.millrace.core.driver.DriverTrait;
import io.millrace.core.driver.EventDriver;
import io.millrace.core.driver.EventSession;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * A driver of eventdev. For each domain it has a device of its own: a virtual one that comes and goes with the domain, or one that is there and serves one
 * domain at a time.
 */
final class EventdevDriver implements EventDriver {

    /** The driver whose devices are virtual: made when they are needed. */
    static final String VIRTUAL = "event_sw";

    /** Its flows move between ports while nobody looks, see docs/adr/0028. */
    private static final String NOT_OFFERED = "event_dsw";

    /** Few credits at a time, so that lanes hoard few. */
    private static final String SETTINGS = "sched_quanta=16,credit_quanta=8";

    /** One device more than there is memory for would end the process, so this much must be free. */
    private static final long MEMORY_OF_ONE = 48L << 20;

    private static final Object CONTROL = new Object();

    /** Devices in use. Guarded by CONTROL. */
    private static final Set<String> USED = new HashSet<>();

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
                    + name + ", use " + VIRTUAL);
        }
        Eal.start();
        long[] description = new long[Shim.DESCRIPTION_LENGTH];
        synchronized (CONTROL) {
            String device = take();
            try {
                check(Shim.describe(Shim.find(device), description), "be described", device);
            } finally {
                giveBack(device);
            }
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
        synchronized (CONTROL) {
            String device = take();
            int id = Shim.find(device);
            int result = id < 0 ? id : Shim.open(id, plan.events(), types, flows, links);
            if (result != 0) {
                giveBack(device);
            }
            check(result, "be opened", device);
            return new EventdevSession(id, () -> closed(device));
        }
    }

    private void closed(String device) {
        synchronized (CONTROL) {
            giveBack(device);
        }
    }

    // Called under CONTROL.

    /** Makes a device, or takes the one that is there. */
    private String take() {
        if (!VIRTUAL.equals(name)) {
            check(Math.min(0, Shim.find(name)), "be found", name);
            if (!USED.add(name)) {
                throw new DeviceException("device serves one domain at a time, close that first: device=" + name);
            }
            return name;
        }
        if (Shim.freeMemory() < MEMORY_OF_ONE) {
            throw new DeviceException("EAL has no memory for another device: driver=" + name + ", devices="
                    + Shim.count() + ", freeBytes=" + Shim.freeMemory() + ", neededBytes=" + MEMORY_OF_ONE
                    + "; close a domain, or give EAL more by -m in -D" + Eal.ARGUMENTS_PROPERTY);
        }
        int number = 0;
        while (!USED.add(name + number)) {
            number++;
        }
        String device = name + number;
        int result = Shim.plug(device, SETTINGS);
        if (result != 0) {
            USED.remove(device);
        }
        check(result, "be made", device);
        return device;
    }

    private void giveBack(String device) {
        if (VIRTUAL.equals(name)) {
            Shim.unplug(device);
        }
        USED.remove(device);
    }

    private static void check(int result, String what, String device) {
        if (result != 0) {
            throw new DeviceException("device cannot " + what + ": device=" + device + ", errno=" + -result
                    + ", devices=" + Shim.count());
        }
    }
}
