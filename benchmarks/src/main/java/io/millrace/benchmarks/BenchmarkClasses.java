package io.millrace.benchmarks;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The classes with benchmarks that JMH knows, by their simple names. */
final class BenchmarkClasses implements Iterable<String> {

    /** Returns the benchmarks whose names match a regular expression. */
    static Collection<BenchmarkListEntry> find(String pattern) {
        OutputFormat silent = OutputFormatFactory.createFormatInstance(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), VerboseMode.SILENT);
        return BenchmarkList.defaultList().find(silent, List.of(pattern), List.of());
    }

    /** Returns the simple name of the class of a benchmark, which itself has the name of a method. */
    static String of(String benchmark) {
        String className = benchmark.substring(0, benchmark.lastIndexOf('.'));
        return className.substring(className.lastIndexOf('.') + 1);
    }

    @Override
    public Iterator<String> iterator() {
        return find(".").stream()
                .map(benchmark -> of(benchmark.getUsername()))
                .distinct()
                .sorted()
                .iterator();
    }
}
