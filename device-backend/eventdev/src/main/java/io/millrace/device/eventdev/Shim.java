package io.millrace.device.eventdev;

import org.jspecify.annotations.Nullable;

/**
 * The calls of {@code eventdev.c}, one for each of DPDK that is needed. Numbers below 0 are errors, those of {@code errno} with the sign turned.
 *
 * <p>What a caller gets wrong does no harm: a device or port that is not open takes and gives nothing.
 */
final class Shim {

    // What describe() tells, in this order.
    static final int EVENTS = 0;
    static final int QUEUES = 1;
    static final int PORTS = 2;
    static final int FLOWS = 3;
    static final int EXPLICIT_RELEASE = 4;
    static final int SERVICE = 5;
    static final int DESCRIPTION_LENGTH = 6;

    private Shim() {}

    /** Returns what DPDK calls its version. */
    static native String version();

    /** Starts EAL, once in the life of the process. */
    static native int start(String[] arguments);

    /** Returns how many bytes of its memory EAL has left. */
    static native long freeMemory();

    /** Returns how many event devices there are. */
    static native int count();

    /** Makes a virtual device, which stays, and returns its number. */
    static native int plug(String name, String settings);

    /** Returns the number of the first device with a name, or of a driver, among those that nobody has made by {@link #plug}. */
    static native int find(String name);

    /** Tells the limits of a device and what it can. */
    static native int describe(int device, long[] description);

    /** Configures and starts a device, anew if it was open before. Types are those of {@link io.millrace.core.SchedulingType}, by ordinal; a port without a queue has -1. */
    static native int open(int device, int events, int sequences, int[] types, int[] flows, int[] links);

    static native int enqueue(int device, int port, long[] events, int begin, int end);

    static native int dequeue(int device, int port, long[] events, int most);

    static native void schedule(int device);

    /** Stops a device. Returns the events that were left in it; null if it was not open. */
    static native long @Nullable [] close(int device);
}
