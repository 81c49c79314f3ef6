package io.millrace.benchmarks.costs;

/**
 * Where the time of one thread goes. Activities are begun and closed inside each other, and the innermost one is charged. Used by its thread alone, and by
 * others when that has ended.
 *
 * <p>Each beginning and each end is a <em>lap</em>: one reading of the clock, which takes longer than some of what is measured. It is part of what is charged,
 * and {@link #lapNanos} says how large a part.
 */
final class Timesheet implements AutoCloseable {

    private static final int ACTIVITIES = Activity.values().length;

    /** How many activities may be inside each other. */
    private static final int DEEPEST = 8;

    /** Longs of two cache lines on each side: other threads write sheets that may lie beside this one. */
    private static final int MARGIN = 16;

    private static final int NANOS = MARGIN;
    private static final int LAPS = NANOS + ACTIVITIES;
    private static final int SINCE = LAPS + ACTIVITIES;
    private static final int DEPTH = SINCE + 1;

    /** The activities that were begun, the outermost first and the innermost at the depth. */
    private static final int BEGUN = DEPTH + 1;

    private static final int CALIBRATION_LAPS = 10_000;
    private static final int CALIBRATION_ROUNDS = 50;

    private final long[] slab = new long[BEGUN + DEEPEST + MARGIN];

    /** Begins with {@link Activity#REST}. */
    Timesheet() {
        slab[BEGUN] = Activity.REST.ordinal();
        slab[SINCE] = System.nanoTime();
    }

    /** Begins an activity, which lasts until the sheet is closed. */
    Timesheet begin(Activity activity) {
        lap();
        slab[BEGUN + (int) ++slab[DEPTH]] = activity.ordinal();
        return this;
    }

    /** Says what the activity has turned out to be that was begun last. */
    void turnedOut(Activity activity) {
        slab[BEGUN + (int) slab[DEPTH]] = activity.ordinal();
    }

    /** Ends the activity that was begun last. */
    @Override
    public void close() {
        lap();
        slab[DEPTH]--;
    }

    private void lap() {
        long now = System.nanoTime();
        int activity = (int) slab[BEGUN + (int) slab[DEPTH]];
        slab[NANOS + activity] += now - slab[SINCE];
        slab[LAPS + activity]++;
        slab[SINCE] = now;
    }

    /** Charges to another activity what has been charged to one, up to a time. */
    void recharge(Activity from, Activity to, long nanos) {
        long moved = Math.min(nanos, slab[NANOS + from.ordinal()]);
        slab[NANOS + from.ordinal()] -= moved;
        slab[NANOS + to.ordinal()] += moved;
    }

    /** Returns what was charged to an activity. */
    long nanos(Activity activity) {
        return slab[NANOS + activity.ordinal()];
    }

    /** Returns how many laps end in an activity. */
    long laps(Activity activity) {
        return slab[LAPS + activity.ordinal()];
    }

    /** Returns how long a lap takes by itself; of many trials the fastest counts, since others may want the core too. */
    static double lapNanos() {
        double fastest = Double.MAX_VALUE;
        for (int round = 0; round < CALIBRATION_ROUNDS; round++) {
            Timesheet sheet = new Timesheet();
            for (int lap = 0; lap < CALIBRATION_LAPS; lap += 2) {
                sheet.begin(Activity.CLOCK).close();
            }
            long nanos = sheet.nanos(Activity.REST) + sheet.nanos(Activity.CLOCK);
            fastest = Math.min(fastest, nanos / (double) CALIBRATION_LAPS);
        }
        return fastest;
    }
}
