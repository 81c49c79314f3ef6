package io.millrace.samples.filter;

import java.util.Locale;

/** How fast a run was, in words. */
public final class Throughput {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BYTES_PER_MEGABYTE = 1e6;

    private Throughput() {}

    /** Returns it for so many bytes in so many nanoseconds. */
    public static String of(long bytes, long nanos, int workers) {
        return String.format(
                Locale.ROOT,
                "%,.1f MB/s with %s",
                bytes / BYTES_PER_MEGABYTE * NANOS_PER_SECOND / Math.max(1, nanos),
                workers == 1 ? "1 worker" : workers + " workers");
    }
}
