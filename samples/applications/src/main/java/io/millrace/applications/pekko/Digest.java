package io.millrace.applications.pekko;

/**
 * A number that tells of values and of their order.
 *
 * @param sensor whose readings, or -1 for all of them
 * @param value differs if a reading is lost, doubled, or out of its place
 */
record Digest(int sensor, long value) {

    private static final int ALL = -1;

    /** Returns the digest of no readings at all. */
    static Digest empty() {
        return new Digest(ALL, 1);
    }

    /** Returns the digest of no readings of a sensor. */
    static Digest of(int sensor) {
        return new Digest(sensor, 1);
    }

    /** Returns the digest with one reading more. */
    Digest with(Reading reading) {
        return new Digest(sensor == ALL ? ALL : reading.sensor(), value * 31 + reading.checksum());
    }
}
