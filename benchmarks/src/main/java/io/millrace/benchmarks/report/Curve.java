package io.millrace.benchmarks.report;

import java.util.List;

/**
 * What one arm came to along the horizontal axis.
 *
 * @param arm the arm
 * @param points from left to right
 */
record Curve(String arm, List<Point> points) {

    /**
     * One of them.
     *
     * @param share where it lies on the axis, from 0 to 1
     * @param value the figure
     * @param error that of the figure; NaN if it is not known
     * @param isLoss whether it is better than our arm is at this place
     */
    record Point(double share, double value, double error, boolean isLoss) {

        double least() {
            return Double.isNaN(error) ? value : value - error;
        }

        double most() {
            return Double.isNaN(error) ? value : value + error;
        }
    }
}
