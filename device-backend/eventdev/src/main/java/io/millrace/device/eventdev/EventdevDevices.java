package io.millrace.device.eventdev;

import io.millrace.core.DeviceException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The devices of DPDK in this process. Those of {@code event_sw} are made when they are needed and kept for the next domain; others are there. Each serves one
 * domain at a time.
 */
final class EventdevDevices {

    /** The driver whose devices are made here. */
    static final String VIRTUAL = "event_sw";

    /** What their names begin with: with that of the driver, and different from what anybody would write. */
    private static final String MADE = VIRTUAL + "_domain";

    /**
     * As large a quantum as it takes, so that one call moves all that can move. Credits in numbers of a burst of a lane: a port gives back so many in each call, and
     * hoards less than twice as many, so that 64 ports leave more than half of all.
     */
    private static final String SETTINGS = "sched_quanta=4095,credit_quanta=16";

    /** What making and configuring the largest one takes; where DPDK finds less than it wants it ends the process. */
    private static final long MEMORY_OF_ONE = 56L << 20;

    /** Those that were made here and no domain has. */
    private static final Deque<Taken> FREE = new ArrayDeque<>();

    /** The numbers of those that were there and a domain has. */
    private static final Set<Integer> BUSY = new HashSet<>();

    private static int made;

    private EventdevDevices() {}

    /**
     * A device in use.
     *
     * @param name what DPDK or the caller calls it
     * @param id its number
     */
    record Taken(String name, int id) {

        /** Does nothing if a call has succeeded. */
        void check(int result, String what) {
            if (result < 0) {
                throw refusal(name, what, result);
            }
        }
    }

    /**
     * Makes a device, or takes one that is there.
     *
     * @throws DeviceException if there is none to be had, with the reason
     */
    static synchronized Taken take(String driver) {
        if (!driver.equals(VIRTUAL)) {
            return takePresent(driver);
        }
        return FREE.isEmpty() ? make() : FREE.pop();
    }

    private static Taken takePresent(String name) {
        int id = Shim.find(name);
        if (id < 0) {
            throw refusal(name, "be found", id);
        }
        if (!BUSY.add(id)) {
            throw new DeviceException("device serves one domain at a time, close that first: device=" + name);
        }
        return new Taken(name, id);
    }

    private static Taken make() {
        if (Shim.freeMemory() < MEMORY_OF_ONE) {
            throw new DeviceException("EAL has no memory for another device: driver=" + VIRTUAL + ", devices="
                    + Shim.count() + ", freeBytes=" + Shim.freeMemory() + ", neededBytes=" + MEMORY_OF_ONE
                    + "; close a domain, or give EAL more by -m in -D" + Eal.ARGUMENTS_PROPERTY);
        }
        String name = MADE + made;
        int id = Shim.plug(name, SETTINGS);
        if (id < 0) {
            throw refusal(name, "be made", id);
        }
        made++;
        return new Taken(name, id);
    }

    /** Makes a device that is not open free for another domain. */
    static synchronized void giveBack(Taken device) {
        if (!BUSY.remove(device.id())) {
            FREE.push(device);
        }
    }

    private static DeviceException refusal(String name, String what, int result) {
        return new DeviceException("device cannot " + what + ": device=" + name + ", errno=" + -result + ", devices="
                + Shim.count() + "; DPDK says more on the error stream");
    }
}
