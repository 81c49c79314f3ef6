package io.millrace.benchmarks.report;

import io.millrace.benchmarks.results.Distribution;
import io.millrace.benchmarks.results.Environment;
import io.millrace.benchmarks.results.Figure;
import io.millrace.benchmarks.results.GoalFigure;
import io.millrace.benchmarks.results.Jdk;
import io.millrace.benchmarks.results.LatencyLogs;
import io.millrace.benchmarks.results.Machine;
import io.millrace.benchmarks.results.ResultFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;

/** Results that nobody has measured, for tests of what is made of them. */
final class MadeUp {

    private static final int TASKS = 5_000;
    private static final List<String> ORDERED = List.of(
            "millrace",
            "millraceOneByOne",
            "forkJoinFutures",
            "threadPoolFutures",
            "disruptorYielding",
            "disruptorBlocking",
            "padataForkJoin",
            "padataThreadPool",
            "parallelCollectors",
            "reactor",
            "pekko",
            "oneThread");
    private static final List<String> KEYED = List.of(
            "millrace",
            "millraceKeptViews",
            "sequentialExecutor",
            "actorPerKey",
            "stripe",
            "pekkoPartitioned",
            "oneThread");
    private static final List<String> POOLS =
            List.of("millrace", "forkJoin", "threadPool", "threadPoolArray", "threadPoolTransfer", "enhancedQueue");
    private static final List<String> PACKETS = List.of(
            "millrace",
            "millraceOneByOne",
            "padataForkJoin",
            "padataThreadPool",
            "forkJoinFutures",
            "oneThread",
            "independentThreads");

    private final Random random;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Distribution> distributions = new ArrayList<>();

    private MadeUp(int seed) {
        random = new Random(seed);
    }

    /** Writes results of everything that there is, of two JDKs, and logs of latencies. */
    static void writeTo(Path directory) throws IOException {
        for (String jdk : List.of("17.0.1+2", "25.0.1+8")) {
            Path ofJdk = directory.resolve("jdk" + jdk.substring(0, 2));
            MadeUp results = new MadeUp(Integer.parseInt(jdk.substring(0, 2)));
            results.measure();
            file(jdk, "jmh", results.figures, List.of()).write(ofJdk.resolve("bench.json"));
            List<Figure> late =
                    results.distributions.stream().map(Distribution::figure).toList();
            file(jdk, "latency", late, List.of()).write(ofJdk.resolve("latency.json"));
            LatencyLogs.write(ofJdk, results.distributions);
            file(jdk, ResultFile.GOALS, late, goals(jdk)).write(ofJdk.resolve("goals.json"));
        }
    }

    private void measure() {
        throughput(
                "OrderedPipelineBenchmark",
                ORDERED,
                "body",
                "NONE|TENTH|MICROSECOND|TEN|SKEWED|LOGNORMAL",
                "window",
                "2048");
        throughput(
                "orderedKeys",
                List.of("millrace", "pekkoPartitioned", "pekkoMapAsync", "futureChains", "oneThread"),
                "body",
                "TENTH|MICROSECOND",
                "keys",
                "16|1000",
                "distribution",
                "UNIFORM|ZIPF");
        throughput("SeriesBenchmark", List.of("millrace"), "series", "1|64|10000");
        throughput(
                "KeyedBenchmark",
                KEYED,
                "keys",
                "1|64|10000",
                "distribution",
                "ZIPF|UNIFORM",
                "body",
                "NONE|MICROSECOND");
        throughput(
                "DeviceBenchmark",
                List.of("circulate", "enter"),
                "type",
                "ATOMIC|ORDERED|UNORDERED",
                "flows",
                "1|64|10000");
        throughput(
                "SubmitBenchmark",
                POOLS,
                "producers",
                "1|2|4",
                "body",
                "NONE|TENTH|MICROSECOND",
                "call",
                "EXECUTE|SUBMIT");
        throughput(
                "CompletableFutureBenchmark",
                POOLS,
                "graph",
                "CHAIN_OF_10|CHAIN_OF_100|CHAINS_OF_10|CHAINS_OF_100|ALL_OF_1000");
        throughput(
                "RecursionBenchmark",
                List.of("millrace", "forkJoin", "millraceNested", "forkJoinNested", "oneThread"),
                "program",
                "FIBONACCI|SORT|INTEGRATE|QUEENS",
                "workers",
                "1|2");
        throughput(
                "PacketBenchmark", PACKETS, "bytes", "16|1420|16384", "direction", "ENCRYPT|DECRYPT", "window", "1024");
        throughput(
                "device",
                List.of("millrace", "event_sw"),
                "type",
                "atomic|ordered|unordered",
                "flows",
                "1|64|10000",
                "operation",
                "enter|circulate");
        List<String> scale = List.of("millrace", "millraceModel");
        throughput(
                "scale",
                scale,
                "load",
                "vectors|one by one|keyed|tasks",
                "body",
                "NONE|TENTH|MICROSECOND|TEN",
                "workers",
                "1|2|8|32|64");
        throughput(
                "scalePrediction", scale.subList(1, 2), "load", "vectors|tasks", "body", "NONE|TEN", "cores", "8|128");
        throughput("scaleLines", List.of("local", "transfer"));
        throughput("idle", List.of("millrace", "forkJoin", "threadPool"));
        String[] tcrypt = {
            "mode",
            "211|215",
            "direction",
            "encrypt|decrypt",
            "bytes",
            "16|64|256|512|1024|1420|4096|8192|16384",
            "load",
            "idle|loaded"
        };
        for (Map<String, String> parameters : combinations(tcrypt)) {
            for (String arm : PACKETS) {
                double packets =
                        2e9 / (600 + random.nextInt(400) + Integer.parseInt(parameters.getOrDefault("bytes", "")));
                figures.add(new Figure(
                        "tcrypt",
                        parameters,
                        arm,
                        "packets/s",
                        packets,
                        Double.NaN,
                        List.of(),
                        Map.of("sleeps/packet", 0.5)));
                figures.add(new Figure(
                        "tcrypt", parameters, arm, "cpu ns/packet", 2e9 / packets, Double.NaN, List.of(), Map.of()));
            }
            figures.add(new Figure("tcrypt", parameters, "canary", "ns", 5e6, Double.NaN, List.of(), Map.of()));
        }
        latencies("rates", "tasks", "1000/s|10000/s|100000/s", List.of("millrace", "forkJoin", "threadPool"));
        latencies(
                "bursts",
                "tasks",
                "1 every 10 ms|80 every 10 ms|10000 every 100 ms",
                List.of("millrace", "forkJoin", "threadPool"));
        latencies(
                "keyed",
                "load",
                "30 % of the bound|70 % of the bound",
                List.of("millrace", "sequentialExecutor", "stripe"));
        throughput("costs", List.of("millrace", "millraceOneByOne"), "body", "NONE|TENTH|MICROSECOND|TEN");
    }

    private void throughput(String group, List<String> arms, String... parameters) {
        for (Map<String, String> combination : combinations(parameters)) {
            double work = switch (combination.getOrDefault("body", "")) {
                case "NONE", "" -> 0;
                case "TENTH" -> 50;
                case "MICROSECOND" -> 500;
                default -> 5_000;
            };
            for (String arm : arms) {
                double own = arm.equals("millrace") ? 80 : 40 + random.nextInt(400);
                double value = arm.equals("oneThread") ? 2 * work + 2 : work + own;
                figures.add(figure(group, combination, arm, value, value / 20));
            }
        }
    }

    /** Each name is followed by its values. */
    private static List<Map<String, String>> combinations(String... parameters) {
        List<Map<String, String>> combinations = List.of(Map.of());
        for (int i = 0; i < parameters.length; i += 2) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> combination : combinations) {
                for (String value : parameters[i + 1].split("\\|", -1)) {
                    Map<String, String> one = new LinkedHashMap<>(combination);
                    one.put(parameters[i], value);
                    longer.add(one);
                }
            }
            combinations = longer;
        }
        return combinations;
    }

    private void latencies(String group, String parameter, String values, List<String> arms) {
        for (Map<String, String> combination : combinations(parameter, values)) {
            for (String arm : arms) {
                Histogram nanos = new Histogram(3);
                double typical = 20_000 + random.nextInt(30_000);
                for (int task = 0; task < TASKS; task++) {
                    nanos.recordValue((long) (typical * Math.exp(random.nextGaussian() + random.nextDouble())));
                }
                Map<String, Double> beside = new LinkedHashMap<>();
                beside.put("p50 us", nanos.getValueAtPercentile(50) / 1000.0);
                beside.put("CPU us/task", 3.25);
                beside.put("sleeps/task", Double.NaN);
                double late = nanos.getValueAtPercentile(99) / 1000.0;
                distributions.add(new Distribution(
                        new Figure(group, combination, arm, "p99 us", late, Double.NaN, List.of(), beside), nanos));
            }
        }
    }

    static ResultFile file(String jdk, String kind, List<Figure> figures, List<GoalFigure> goals) {
        return new ResultFile(
                new Environment(
                        new Machine("A processor", 2, 8L << 30, "Linux 6.1"),
                        new Jdk("Somebody", jdk, "A VM", List.of("G1"), List.of("-Xmx1g")),
                        "0123456789abcdef0123456789abcdef01234567",
                        "./millrace bench run made-up",
                        "2026-01-02T03:04:05Z"),
                kind,
                figures,
                goals);
    }

    static Figure figure(String group, Map<String, String> parameters, String arm, double value, double error) {
        return new Figure(group, parameters, arm, "ns/op", value, error, List.of(), Map.of("alloc B/op", value / 10));
    }

    private static List<GoalFigure> goals(String jdk) {
        double measured = jdk.startsWith("17") ? 0.4 : 1.25;
        return List.of(
                GoalFigure.atMost(6, "p99 at 1000/s, ours / forkJoin's", measured, 1),
                GoalFigure.atLeast(1, "fork/join futures / ours, without work", 3.5, 3),
                GoalFigure.notBuilt(7, "recursion, forkJoin / ours", 1, false),
                GoalFigure.atMost(6, "idle, percent of a core", 0.2, 0.5).notJudged());
    }
}
