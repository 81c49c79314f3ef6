package io.millrace.executor;

/**
 * Where tasks stand in line before a worker comes with a turn: those that ask for nothing, and those of
 * each key; those that wait for their time first; and those that wait for a thread of the user's.
 */
record Lanes(TaskLane plain, KeyLanes keyed, Timers timers, DrivenLanes driven) {

    /** Returns whether no task waits, nor is on its way in, nor will come by itself. */
    boolean isClear() {
        return timers.isClear() && plain.isClear() && keyed.isClear() && driven.isClear();
    }

    /** Returns how many tasks wait. */
    long waiting() {
        return plain.waiting() + keyed.waiting() + driven.waiting();
    }
}
