package io.millrace.benchmarks.goals;

import io.millrace.benchmarks.measure.Report;

/**
 * Something that is wanted of Millrace.
 *
 * @param number what it is called by
 * @param title what it is about, in a line
 * @param trial how it is measured
 */
public record Goal(int number, String title, Trial trial) {

    /** Measures a goal. */
    @FunctionalInterface
    public interface Trial {

        /**
         * Measures in about a minute, and tells the report each figure that is judged.
         *
         * @throws Exception if something fails; nothing is known of the goal then
         */
        void run(Report report) throws Exception;
    }
}
