package io.millrace.benchmarks;

import io.millrace.benchmarks.device.DeviceBenchmark;
import io.millrace.benchmarks.keyed.KeyedArms;
import io.millrace.benchmarks.keyed.KeyedBenchmark;
import io.millrace.benchmarks.ordered.OrderedArms;
import io.millrace.benchmarks.ordered.OrderedPipelineBenchmark;
import io.millrace.benchmarks.ordered.SeriesBenchmark;
import io.millrace.benchmarks.packets.PacketBenchmark;
import io.millrace.benchmarks.pools.CompletableFutureBenchmark;
import io.millrace.benchmarks.pools.PoolArms;
import io.millrace.benchmarks.pools.SubmitBenchmark;
import io.millrace.benchmarks.recursion.RecursionArms;
import io.millrace.benchmarks.recursion.RecursionBenchmark;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Something that {@code ./millrace bench run} measures.
 *
 * @param id what it is called on the command line
 * @param what what is measured, in a line
 * @param benchmark the class with it
 * @param arms the names of ours and its peers; none if a parameter does not choose them
 */
record Workload(String id, String what, Class<?> benchmark, Supplier<Set<String>> arms) {

    /** The parameter that chooses among the arms. */
    static final String ARM = "arm";

    /** All there are. */
    static final List<Workload> ALL = List.of(
            new Workload("submit", "small tasks from outside of a pool", SubmitBenchmark.class, Workload::pools),
            new Workload(
                    "futures",
                    "completable futures that wait for each other",
                    CompletableFutureBenchmark.class,
                    Workload::pools),
            new Workload(
                    "recursion",
                    "programs that divide their work, with tasks that wait for others",
                    RecursionBenchmark.class,
                    () -> RecursionArms.all().keySet()),
            new Workload(
                    "ordered",
                    "work in parallel, results in order",
                    OrderedPipelineBenchmark.class,
                    () -> OrderedArms.all().keySet()),
            new Workload(
                    "packets",
                    "AES-GCM packets encrypted or decrypted in parallel, taken in order",
                    PacketBenchmark.class,
                    Workload::packets),
            new Workload("series", "jobs spread over many orders", SeriesBenchmark.class, Set::of),
            new Workload(
                    "keyed",
                    "tasks of many keys, those of one key one after the other",
                    KeyedBenchmark.class,
                    () -> KeyedArms.all().keySet()),
            new Workload("device", "operations of the device, in one thread", DeviceBenchmark.class, Set::of));

    private static Set<String> pools() {
        return PoolArms.all().keySet();
    }

    private static Set<String> packets() {
        Set<String> arms = new LinkedHashSet<>(OrderedArms.all().keySet());
        arms.add(PacketBenchmark.CEILING);
        return arms;
    }

    /** Finds one by its id. */
    static Optional<Workload> named(String id) {
        return ALL.stream().filter(workload -> workload.id.equals(id)).findFirst();
    }

    /** Returns a regular expression for its benchmarks. */
    String pattern() {
        return Pattern.quote(benchmark.getName()) + "\\..*";
    }

    /** Returns its parameters with the values that each may have. */
    Map<String, Set<String>> parameters() {
        Map<String, Set<String>> parameters = new TreeMap<>();
        for (BenchmarkListEntry entry : entries()) {
            entry.getParams()
                    .orElse(Map.of())
                    .forEach((name, values) -> parameters
                            .computeIfAbsent(name, first -> new LinkedHashSet<>())
                            .addAll(Arrays.asList(values)));
        }
        parameters.computeIfPresent(ARM, (name, first) -> arms.get());
        return parameters;
    }

    private Set<BenchmarkListEntry> entries() {
        OutputFormat silent = OutputFormatFactory.createFormatInstance(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), VerboseMode.SILENT);
        return BenchmarkList.defaultList().find(silent, List.of(pattern()), List.of());
    }
}
