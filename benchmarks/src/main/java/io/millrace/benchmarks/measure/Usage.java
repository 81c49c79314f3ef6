package io.millrace.benchmarks.measure;

/**
 * What threads have used.
 *
 * @param cpuNanos processor time
 * @param switches how often they gave up the processor to wait; NaN if that is not known
 */
public record Usage(long cpuNanos, double switches) {

    public static final Usage NOTHING = new Usage(0, 0);

    public Usage plus(Usage other) {
        return new Usage(cpuNanos + other.cpuNanos, switches + other.switches);
    }

    public Usage minus(Usage earlier) {
        return new Usage(cpuNanos - earlier.cpuNanos, switches - earlier.switches);
    }
}
