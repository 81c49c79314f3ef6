package io.millrace.benchmarks.report;

import io.millrace.benchmarks.results.Environment;
import io.millrace.benchmarks.results.Jdk;
import io.millrace.benchmarks.results.Machine;
import io.millrace.benchmarks.results.ResultFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** Where the figures come from, file by file. */
final class EnvironmentTable {

    private static final double BYTES_PER_GIB = 1L << 30;

    private final Path document;
    private final SortedMap<Path, ResultFile> files;

    /** @param document the file that links are relative to */
    EnvironmentTable(Path document, SortedMap<Path, ResultFile> files) {
        this.document = document;
        this.files = files;
    }

    @Override
    public String toString() {
        MarkdownTable table =
                new MarkdownTable(List.of("Results", "JDK", "Flags", "Machine", "Commit", "Started", "Command"));
        files.forEach((file, results) -> table.add(row(file, results.environment())));
        return table.toString();
    }

    private List<String> row(Path file, Environment environment) {
        Jdk jdk = environment.jdk();
        return List.of(
                "[" + file.getFileName() + "](" + link(file) + ")",
                jdk.version() + ", " + jdk.vendor() + ", " + jdk.vm() + ", " + String.join(", ", jdk.collectors()),
                jdk.flags().isEmpty() ? "none" : "`" + String.join(" ", jdk.flags()) + "`",
                text(environment.machine()),
                environment.commit(),
                environment.date(),
                "`" + environment.command() + "`");
    }

    private String link(Path file) {
        return document.toAbsolutePath()
                .resolveSibling("")
                .relativize(file.toAbsolutePath())
                .toString()
                .replace('\\', '/');
    }

    private static String text(Machine machine) {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %.1f GiB, %s",
                machine.processor(),
                machine.cores(),
                machine.memoryBytes() / BYTES_PER_GIB,
                machine.system());
    }
}
