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

    private static final List<String> BODIES = List.of("NONE", "TENTH", "MICROSECOND", "TEN");
    private static final List<String> PEERS = List.of(
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

    private MadeUp() {}

    /** Writes results of two JDKs, and logs of latencies. */
    static void writeTo(Path directory) throws IOException {
        for (String jdk : List.of("17.0.1+2", "25.0.1+8")) {
            Path ofJdk = directory.resolve("jdk" + jdk.substring(0, 2));
            Random random = new Random(Integer.parseInt(jdk.substring(0, 2)));
            file(jdk, "jmh", ordered(random), List.of()).write(ofJdk.resolve("ordered.json"));
            List<Distribution> latencies = latencies(random);
            file(jdk, "latency", latencies.stream().map(Distribution::figure).toList(), List.of())
                    .write(ofJdk.resolve("latency.json"));
            LatencyLogs.write(ofJdk, latencies);
            file(
                            jdk,
                            ResultFile.GOALS,
                            latencies.stream().map(Distribution::figure).toList(),
                            goals(jdk))
                    .write(ofJdk.resolve("goals.json"));
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

    private static List<Figure> ordered(Random random) {
        List<Figure> figures = new ArrayList<>();
        for (String body : BODIES) {
            double work = switch (body) {
                case "NONE" -> 0;
                case "TENTH" -> 50;
                case "MICROSECOND" -> 500;
                default -> 5_000;
            };
            for (String arm : PEERS) {
                double own = arm.equals("millrace") ? 80 : 40 + random.nextInt(400);
                double value = arm.equals("oneThread") ? 2 * work + 2 : work + own;
                Map<String, String> parameters = new LinkedHashMap<>();
                parameters.put("body", body);
                parameters.put("window", "2048");
                figures.add(figure("OrderedPipelineBenchmark", parameters, arm, value, value / 20));
            }
        }
        return figures;
    }

    private static List<Distribution> latencies(Random random) {
        List<Distribution> distributions = new ArrayList<>();
        for (int rate : List.of(1_000, 10_000, 100_000)) {
            for (String arm : List.of("millrace", "forkJoin", "threadPool")) {
                Histogram nanos = new Histogram(3);
                double typical = 20_000 + random.nextInt(30_000);
                for (int task = 0; task < rate / 5; task++) {
                    nanos.recordValue((long) (typical * Math.exp(random.nextGaussian() + random.nextDouble())));
                }
                Map<String, Double> beside = new LinkedHashMap<>();
                beside.put("p50 us", nanos.getValueAtPercentile(50) / 1000.0);
                beside.put("CPU us/task", 3.25);
                beside.put("sleeps/task", Double.NaN);
                Figure figure = new Figure(
                        "rates",
                        Map.of("tasks", rate + "/s"),
                        arm,
                        "p99 us",
                        nanos.getValueAtPercentile(99) / 1000.0,
                        Double.NaN,
                        List.of(),
                        beside);
                distributions.add(new Distribution(figure, nanos));
            }
        }
        return distributions;
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
