package io.millrace.device.simulated;

/** What there is to decide in a simulation. The answer to each is a number from 0 to a bound, and 0 is the plainest. */
enum Question {
    /** Which thread goes on, of those who can; the plainest is that the one goes on that had the turn, or else the next in line. */
    NEXT,

    /** How long a task takes; the plainest is no time. */
    WORK,

    /** How long a thread is held up where it is; the plainest is not at all. */
    STALL,

    /** How long a wake-up is on its way; the plainest is no time. */
    WAKE,

    /** Whether a thread wakes up although nobody woke it; the plainest is that it does not. */
    SLEEP,

    /** What comes by chance where the code asks for that; the plainest is 0. */
    CHANCE,

    /** Whether something fails; the plainest is that it does not. */
    FAULT
}
