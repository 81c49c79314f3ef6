package io.millrace.core.domain;

import java.util.concurrent.TimeUnit;

/**
 * How often a port looks before it sleeps. A search costs processor time and saves a wake-up, if work comes in time. So a
 * port that was woken soon after it had gone to sleep searches long the next time, and one that slept for long searches
 * half as long as before.
 *
 * <p>Rejected: to judge by whether searches find something. One that has become short finds nothing any more, though a
 * long one would.
 */
final class SearchLimit {

    /** With the pauses between them they take about {@link #WORTH_SEARCHING_NANOS}. */
    static final int MOST = 24;

    static final int LEAST = 2;

    /** A search as long as this would have found what came, and costs less than the wake-up. */
    private static final long WORTH_SEARCHING_NANOS = TimeUnit.MICROSECONDS.toNanos(10);

    private int now = MOST;

    int now() {
        return now;
    }

    /** Says how long it took from the beginning of a sleep until the port was woken. */
    void slept(long nanos) {
        now = nanos < WORTH_SEARCHING_NANOS ? MOST : Math.max(LEAST, now / 2);
    }
}
