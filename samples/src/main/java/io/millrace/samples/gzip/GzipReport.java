package io.millrace.samples.gzip;

import java.util.Locale;

/**
 * What a run did.
 *
 * @param request what was asked for
 * @param bytesIn bytes that were read
 * @param bytesOut bytes that were written
 * @param nanos how long it took
 */
record GzipReport(GzipRequest request, long bytesIn, long bytesOut, long nanos) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BYTES_PER_MEGABYTE = 1e6;

    double megabytesPerSecond() {
        return bytesIn / BYTES_PER_MEGABYTE * NANOS_PER_SECOND / Math.max(1, nanos);
    }

    /** Returns the line for people. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%s: %,d bytes in, %,d bytes out, ratio %.2f, %,.1f MB/s with %s",
                request.outputName(),
                bytesIn,
                bytesOut,
                (double) bytesIn / bytesOut,
                megabytesPerSecond(),
                request.workers() == 1 ? "1 worker" : request.workers() + " workers");
    }
}
