package io.millrace.samples.books;

import io.millrace.samples.CommandException;
import io.millrace.samples.output.ProgressBar;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Compares workers to the same code on one thread without an executor. Runs of both alternate, the first two of each are thrown away, and every
 * run must bring the same bytes. What counts is the median of the ratios of neighbouring runs.
 */
final class Comparison {
    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 7;

    private final BooksRequest together;
    private final BooksRequest alone;
    private long expectedChecksum = -1;

    Comparison(BooksRequest request) {
        together = request;
        alone = new BooksRequest(request.feed(), null, null, false, request.levels(), 0);
    }

    /** Measures and returns the report. */
    String run() throws CommandException {
        double[] one = new double[ROUNDS];
        double[] many = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            double oneRate = measure(alone);
            double manyRate = measure(together);
            if (round >= 0) {
                one[round] = oneRate;
                many[round] = manyRate;
                ratios[round] = manyRate / oneRate;
            }
        }
        return String.format(
                Locale.ROOT,
                "one thread, no executor  %,12.0f lines/s%n%-24s %,12.0f lines/s%nratio %.2f  (rows of %d levels, medians of %d"
                        + " alternating runs, rows identical)%n",
                median(one),
                BooksReport.workers(together.workers()),
                median(many),
                median(ratios),
                together.levels(),
                ROUNDS);
    }

    private double measure(BooksRequest request) throws CommandException {
        CRC32C checksum = new CRC32C();
        ProgressBar silent = new ProgressBar(new PrintWriter(Writer.nullWriter()), false, 0, "lines");
        BooksReport report = new BooksRun(
                        request,
                        silent,
                        InputStream.nullInputStream(),
                        new CheckedOutputStream(OutputStream.nullOutputStream(), checksum))
                .run();
        if (expectedChecksum >= 0 && checksum.getValue() != expectedChecksum) {
            throw CommandException.data("expected the same rows of one thread and of workers, found others");
        }
        expectedChecksum = checksum.getValue();
        return report.linesPerSecond();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
