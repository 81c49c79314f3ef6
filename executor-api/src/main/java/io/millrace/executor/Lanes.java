package io.millrace.executor;

/** Where tasks stand in line before a worker comes with a turn: those that ask for nothing, and those of each key. */
record Lanes(TaskLane plain, KeyLanes keyed) {

    /** Returns whether no task waits, nor is on its way in. */
    boolean isClear() {
        return plain.isClear() && keyed.isClear();
    }

    /** Returns how many tasks wait. */
    long waiting() {
        return plain.waiting() + keyed.waiting();
    }
}
