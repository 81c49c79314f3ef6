package io.millrace.executor;

import org.jspecify.annotations.Nullable;

/** The line in which the tasks of a key stand, in one executor; in another the same key is another line. */
record KeyedLine(KeyLanes lanes, KeyAddress key) {

    /** Returns the thread that has the turn; null if there is none, or it is not known. */
    @Nullable
    Shift holder() {
        return lanes.holder(key);
    }

    @Override
    public String toString() {
        return key.toString();
    }
}
