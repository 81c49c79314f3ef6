package io.millrace.device.simulated;

/** What can go wrong in a simulation besides the user's own code. */
public enum Fault {
    /** A worker ends in the middle of its search for work, as if the device had failed for it alone: its port throws. */
    WORKER_DIES,

    /** A worker does nothing for two milliseconds, with what it holds. Seeds have some, as long at most, in any run. */
    WORKER_STALLS,

    /** The device refuses a new entry as if all credits were out. */
    CREDITS_RUN_OUT,

    /** The device throws at somebody who brings a new entry. */
    DEVICE_FAILS,

    /** A thread that sleeps wakes up for nothing. Seeds have a few in any run. */
    SPURIOUS_WAKE_UP,

    /** A thread that waits for something that others do gets its turn last of all, for a while. */
    SLOW_CONSUMER,

    /** The clock jumps ahead by an hour. */
    CLOCK_JUMP
}
