package io.millrace.device.eventdev;

import io.millrace.core.DeviceException;
import java.util.HashSet;
import java.util.Set;

/** The devices of DPDK in this process: those of {@code event_sw} are made when they are needed, others are there and serve one domain at a time. */
final class EventdevDevices {

    /** The driver whose devices are virtual. */
    static final String VIRTUAL = "event_sw";

    /** Few credits at a time, so that lanes hoard few. */
    private static final String SETTINGS = "sched_quanta=16,credit_quanta=8";

    /** What making and configuring the largest one takes; where DPDK finds less than it wants it ends the process. */
    private static final long MEMORY_OF_ONE = 56L << 20;

    /** The names of those in use. */
    private static final Set<String> USED = new HashSet<>();

    private EventdevDevices() {}

    /**
     * A device in use.
     *
     * @param name what DPDK calls it
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
     * Makes a device, or takes the one that is there.
     *
     * @throws DeviceException if there is none to be had, with the reason
     */
    static synchronized Taken take(String driver) {
        return driver.equals(VIRTUAL) ? make() : takePresent(driver);
    }

    private static Taken takePresent(String name) {
        int id = Shim.find(name);
        if (id < 0) {
            throw refusal(name, "be found", id);
        }
        if (!USED.add(name)) {
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
        int number = 0;
        while (USED.contains(VIRTUAL + number)) {
            number++;
        }
        String name = VIRTUAL + number;
        int id = Shim.plug(name, SETTINGS);
        if (id < 0) {
            throw refusal(name, "be made", id);
        }
        USED.add(name);
        return new Taken(name, id);
    }

    /** Removes a virtual device, which is not open; makes another one free. */
    static synchronized void giveBack(Taken device, String driver) {
        if (driver.equals(VIRTUAL)) {
            Shim.unplug(device.id(), device.name());
        }
        USED.remove(device.name());
    }

    private static DeviceException refusal(String name, String what, int result) {
        return new DeviceException("device cannot " + what + ": device=" + name + ", errno=" + -result + ", devices="
                + Shim.count() + "; DPDK says more on the error stream");
    }
}
