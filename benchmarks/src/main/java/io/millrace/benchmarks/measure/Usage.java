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

    /** Returns the same without what is below nothing, which is how far apart the moments were in which its parts were read. */
    public Usage orNothing() {
        return new Usage(Math.max(0, cpuNanos), Math.max(0, switches));
    }
}
