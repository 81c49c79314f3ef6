package io.millrace.benchmarks.costs;

import java.util.Locale;

/** What a thread spends its time on: always one of these, so that all of them add up to the time that there was. */
enum Activity {
    /** A producer hands in items: pipeline and executor, without the device, and with what it yields before it is parked. */
    FEED,
    /** The device takes entries in, and finds the next one for a worker. */
    SCHEDULE,
    /** The parallel part of an item. */
    TASK,
    /** The device takes finished entries and passes on those whose turn has come; the serial part of an item. */
    REORDER,
    /** A producer is parked; a worker sleeps, or looks and finds nothing. */
    WAITING,
    /** The rest of the executor and the pipeline, and of the benchmark. What a thread does that has begun nothing. */
    REST,
    /** Reading the clock, which nobody would do otherwise. */
    CLOCK;

    /** As it stands above a column. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
