package io.millrace.samples.books;

import java.util.Locale;

/**
 * What a run did.
 *
 * @param request what was asked for
 * @param lines lines that were read
 * @param symbols how many symbols there were
 * @param bad lines that were left out
 * @param nanos how long it took
 */
record BooksReport(BooksRequest request, long lines, int symbols, long bad, long nanos) {
    private static final double NANOS_PER_SECOND = 1e9;

    double linesPerSecond() {
        return lines * NANOS_PER_SECOND / Math.max(1, nanos);
    }

    /** Returns the line for people. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%s: %,d events of %,d %s%s, %,.0f lines/s with %s",
                request.outputName(),
                lines - bad,
                symbols,
                symbols == 1 ? "symbol" : "symbols",
                request.letters() == null ? "" : String.format(Locale.ROOT, ", %,d bad lines", bad),
                linesPerSecond(),
                workers(request.workers()));
    }

    /** Returns a number of workers in words. */
    static String workers(int count) {
        if (count == 0) {
            return "one thread";
        }
        return count == 1 ? "1 worker" : count + " workers";
    }
}
