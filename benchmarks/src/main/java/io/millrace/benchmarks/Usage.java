package io.millrace.benchmarks;

/**
 * What threads have used.
 *
 * @param cpuNanos processor time
 * @param switches how often they gave up the processor to wait; NaN if that is not known
 */
record Usage(long cpuNanos, double switches) {

    static final Usage NOTHING = new Usage(0, 0);

    Usage plus(Usage other) {
        return new Usage(cpuNanos + other.cpuNanos, switches + other.switches);
    }

    Usage minus(Usage earlier) {
        return new Usage(cpuNanos - earlier.cpuNanos, switches - earlier.switches);
    }
}
