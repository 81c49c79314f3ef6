package io.millrace.samples.gzip;

import io.millrace.samples.filter.Throughput;
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
    /** Returns the line for people. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%s: %,d bytes in, %,d bytes out, ratio %.2f, %s",
                request.ends().outputName(),
                bytesIn,
                bytesOut,
                (double) bytesIn / bytesOut,
                Throughput.of(bytesIn, nanos, request.workers()));
    }
}
