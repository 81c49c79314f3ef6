package io.millrace.benchmarks.costs;

import java.util.EnumMap;
import java.util.Map;

/**
 * Where the time of all threads of a run went.
 *
 * @param items how many items went through
 * @param threadNanos the time that there was: from the begin of the run to its end, once for each thread
 * @param nanos what was spent on each activity
 */
record Costs(long items, long threadNanos, Map<Activity, Double> nanos) {

    private static final double PERCENT = 100;
    private static final double MOST_OFF = 10;

    /** Adds the sheets up. What the clock took is taken out of each activity; if that is more than there was, all of it. */
    static Costs of(Timesheets sheets, double lapNanos, long items, long threadNanos) {
        Map<Activity, Double> sums = new EnumMap<>(Activity.class);
        for (Timesheet sheet : sheets.all()) {
            for (Activity activity : Activity.values()) {
                double charged = sheet.nanos(activity);
                double clock = Math.min(charged, sheet.laps(activity) * lapNanos);
                sums.merge(activity, charged - clock, Double::sum);
                sums.merge(Activity.CLOCK, clock, Double::sum);
            }
        }
        return new Costs(items, threadNanos, sums);
    }

    /** Returns what was spent on an activity, an item. */
    double nanosAnItem(Activity activity) {
        return nanos.getOrDefault(activity, 0.0) / items;
    }

    /** Returns what was spent on all activities, an item. */
    double sumAnItem() {
        return nanos.values().stream().mapToDouble(Double::doubleValue).sum() / items;
    }

    /** Returns the time that there was, an item. */
    double threadNanosAnItem() {
        return (double) threadNanos / items;
    }

    /** Returns the sum as a percentage of the time that there was. */
    double percent() {
        return PERCENT * sumAnItem() / threadNanosAnItem();
    }

    /**
     * Makes sure that nothing was left out and nothing counted twice.
     *
     * @throws IllegalStateException if the sum is off by more than ten percent; the figures are void then
     */
    void requireWhole() {
        if (Math.abs(percent() - PERCENT) > MOST_OFF) {
            throw new IllegalStateException("costs do not add up to the time of all threads: percent="
                    + Math.round(percent()) + ", most off=" + (int) MOST_OFF + ", nanos=" + nanos);
        }
    }
}
