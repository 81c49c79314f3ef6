package io.millrace.benchmarks.results;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/** Latencies as HdrHistogram writes them: a file for all arms that are compared, in which the tag of a line is the arm. */
public final class LatencyLogs {

    private static final double NO_TIME = 0;

    private LatencyLogs() {}

    /**
     * Writes all files, and the directory that they lie in.
     *
     * @throws IOException if one cannot be written
     */
    public static void write(Path directory, List<Distribution> distributions) throws IOException {
        Files.createDirectories(directory);
        Map<Path, List<Distribution>> byFile = distributions.stream()
                .collect(Collectors.groupingBy(
                        of -> file(directory, of.figure()), LinkedHashMap::new, Collectors.toList()));
        for (Map.Entry<Path, List<Distribution>> file : byFile.entrySet()) {
            writeArms(file.getKey(), file.getValue());
        }
    }

    private static void writeArms(Path file, List<Distribution> arms) throws FileNotFoundException {
        HistogramLogWriter log = new HistogramLogWriter(file.toFile());
        try {
            Figure first = arms.get(0).figure();
            log.outputComment("[nanoseconds, " + first.group() + " " + first.parameters() + "]");
            log.outputLogFormatVersion();
            log.outputLegend();
            for (Distribution arm : arms) {
                Histogram tagged = arm.nanos().copy();
                tagged.setTag(arm.figure().arm());
                log.outputIntervalHistogram(NO_TIME, NO_TIME, tagged);
            }
        } finally {
            log.close();
        }
    }

    /** Returns the file for a figure and those that are compared with it. */
    public static Path file(Path directory, Figure figure) {
        String name =
                figure.group() + " " + String.join(" ", figure.parameters().values());
        return directory.resolve(
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "") + ".hlog");
    }

    /**
     * Reads a file.
     *
     * @return the latencies of each arm in nanoseconds, in the order in which they were written
     * @throws IOException if it cannot be read, or holds nothing that can be understood; the message is a sentence that says which file
     */
    public static Map<String, Histogram> read(Path file) throws IOException {
        Map<String, Histogram> byArm = new LinkedHashMap<>();
        try (HistogramLogReader log = new HistogramLogReader(file.toFile())) {
            while (log.hasNext()) {
                EncodableHistogram next = log.nextIntervalHistogram();
                if (next instanceof Histogram nanos && nanos.getTag() != null) {
                    byArm.put(nanos.getTag(), nanos);
                }
            }
        } catch (RuntimeException broken) {
            throw new IOException("expected a log of HdrHistogram in " + file + ", found " + broken);
        }
        if (byArm.isEmpty()) {
            throw new IOException("expected a log of HdrHistogram in " + file + ", found no arm");
        }
        return byArm;
    }
}
