package io.millrace.core;

/** How a port waits for entries in a dequeue with a time-out. Whatever it is, no entry is missed; what differs is how soon it is seen, and at what price. */
public enum WaitProfile {

    /** Looks again and again until the time is over and never parks: the soonest, for the whole of a core, idle or not. */
    SPIN,

    /** Looks again for some microseconds, then parks: soon while work is frequent, and next to nothing while there is none. */
    ADAPTIVE,

    /** Looks once more, then parks: the least work while entries are rare, and a wake-up for almost each of them. */
    PARK
}
