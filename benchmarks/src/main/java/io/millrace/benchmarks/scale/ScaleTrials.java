package io.millrace.benchmarks.scale;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.results.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/** All loads with all bodies: what they cost, what the model says, and what it predicts for more cores. */
public final class ScaleTrials {

    private static final List<Body> BODIES = List.of(Body.NONE, Body.TENTH, Body.MICROSECOND, Body.TEN);
    private static final List<Integer> PREDICTED = List.of(8, 16, 32, 64, 128);

    /** At least so many threads are many more than there are cores. */
    private static final int MANY = 64;

    /** With more workers nobody might wake the producer of the window of a load. */
    private static final int MOST_WORKERS = 128;

    private static final int MOST_ITEMS = 200_000;

    /** What an item takes beside its body, to choose how many a turn has. */
    private static final double USUAL_NANOS = 500;

    private static final String GROUP = "scale";
    private static final String OURS = "millrace";
    private static final String MODEL = "millraceModel";
    private static final String UNIT = "ns/item";

    private final Report report;
    private final int cores;
    private final SortedSet<Integer> workerCounts;
    private final int rounds;
    private final long turnNanos;
    private final LineCosts lineCosts;

    private ScaleTrials(Report report, int cores, int rounds, long turnNanos, LineCosts lineCosts) {
        this.report = report;
        this.cores = cores;
        this.rounds = rounds;
        this.turnNanos = turnNanos;
        this.lineCosts = lineCosts;
        workerCounts = workerCounts(cores);
    }

    /**
     * Measures, prints and keeps everything.
     *
     * @param rounds how many turns each number of workers has
     * @param turnNanos about how long one takes
     */
    public static void run(Report report, int rounds, long turnNanos) throws Exception {
        LineCosts lineCosts = LineCosts.measure();
        report.line(String.format(
                Locale.ROOT,
                "a change of a word takes %.1f ns where it is, and %.1f ns where another core had its line",
                lineCosts.local(),
                lineCosts.transfer()));
        report.keep(figure("scaleLines", Map.of(), "local", "ns", lineCosts.local(), List.of(), Map.of()));
        report.keep(figure("scaleLines", Map.of(), "transfer", "ns", lineCosts.transfer(), List.of(), Map.of()));
        ScaleTrials trials =
                new ScaleTrials(report, Runtime.getRuntime().availableProcessors(), rounds, turnNanos, lineCosts);
        for (ScaleLoad load : ScaleLoad.values()) {
            trials.run(load);
        }
    }

    /** Powers of two up to the processors, four and sixteen times as many, and many in any case. */
    static SortedSet<Integer> workerCounts(int cores) {
        SortedSet<Integer> counts = new TreeSet<>(List.of(1, 2, cores, 4 * cores, 16 * cores, MANY));
        for (int count = 4; count < cores; count *= 2) {
            counts.add(count);
        }
        SortedSet<Integer> possible = counts.headSet(MOST_WORKERS + 1);
        return possible.size() == counts.size() ? counts : with(possible, MOST_WORKERS);
    }

    private static SortedSet<Integer> with(SortedSet<Integer> counts, int last) {
        SortedSet<Integer> more = new TreeSet<>(counts);
        more.add(last);
        return more;
    }

    private void run(ScaleLoad load) throws Exception {
        List<ScaleTrial> trials = new ArrayList<>();
        for (Body body : BODIES) {
            report.progress(load + ", body " + body, trials.size(), BODIES.size());
            ScaleTrial trial = new ScaleTrial(load, body, workers -> items(body, workers));
            // The first body is the one that the compiler learns from.
            trial.run(workerCounts, trials.isEmpty() ? rounds : 1, rounds);
            trials.add(trial);
        }
        // Who waits needs processor time as well, so the least is what handing in takes.
        // What the law does not explain is contention where it is least, since an entry
        // has that whatever its body is; the rest is the machine.
        double producerNanos =
                least(trials.stream().mapToDouble(trial -> trial.times(1).producerNanos()));
        double contention = least(trials.stream()
                .mapToDouble(
                        trial -> trial.model(producerNanos, cores, lineCosts).unexplained()));
        report.line(String.format(
                Locale.ROOT,
                "%n%-12s %-12s %8s %10s %10s %8s %10s %10s  %s",
                load,
                "body",
                "workers",
                "ns/item",
                "speed-up",
                "ideal",
                "CPU ns",
                "model ns",
                "bound by"));
        for (ScaleTrial trial : trials) {
            tell(load, trial, trial.model(producerNanos, cores, lineCosts), contention);
        }
        report.line(String.format(
                Locale.ROOT,
                "the producer takes %.0f ns an item, so no number of workers does it in less; two workers cost %.0f ns more"
                        + " than the lines tell; with %d it goes %.2f times as fast as with 2, at worst",
                producerNanos,
                contention,
                workerCounts.last(),
                least(trials.stream().mapToDouble(ScaleTrial::speedOfMostWorkers))));
    }

    /** As many as make the turn long enough, if the workers that have cores share the work. */
    private int items(Body body, int workers) {
        return (int) Math.min(MOST_ITEMS, turnNanos * Math.min(workers, cores) / (body.meanNanos() + USUAL_NANOS));
    }

    private static double least(DoubleStream figures) {
        return figures.min().orElse(0);
    }

    private void tell(ScaleLoad load, ScaleTrial trial, CostModel model, double contention) {
        double alone = trial.times(1).nanos();
        for (int workers : workerCounts) {
            ScaleTrial.Times times = trial.times(workers);
            CostModel.Prediction said = model.predict(workers, cores, contention);
            Map<String, Double> beside = new LinkedHashMap<>();
            beside.put("speed-up", alone / times.nanos());
            beside.put("ideal", (double) Math.min(workers, cores));
            beside.put("CPU ns/item", times.processorNanos());
            row(load, trial.body(), workers, times.nanos(), beside, said);
            Map<String, String> parameters = parameters(load, trial.body(), "workers", workers);
            report.keep(figure(GROUP, parameters, OURS, UNIT, times.nanos(), times.all(), beside));
            report.keep(figure(GROUP, parameters, MODEL, UNIT, said.nanos(), List.of(), Map.of()));
        }
        StringBuilder line =
                new StringBuilder(String.format(Locale.ROOT, "%-12s %-12s predicted, not measured:", "", trial.body()));
        for (int many : PREDICTED) {
            CostModel.Prediction prediction = model.predict(many, many, contention);
            line.append(String.format(
                    Locale.ROOT, "  %d cores %.0f ns (%s)", many, prediction.nanos(), prediction.bound()));
            report.keep(figure(
                    "scalePrediction",
                    parameters(load, trial.body(), "cores", many),
                    MODEL,
                    UNIT,
                    prediction.nanos(),
                    List.of(),
                    Map.of("speed-up", alone / prediction.nanos())));
        }
        report.line(line.toString());
    }

    private void row(
            ScaleLoad load,
            Body body,
            int workers,
            double nanos,
            Map<String, Double> beside,
            CostModel.Prediction said) {
        report.line(String.format(
                Locale.ROOT,
                "%-12s %-12s %8d %10.0f %10.2f %8.0f %10.0f %10.0f  %s",
                load,
                body,
                workers,
                nanos,
                beside.get("speed-up"),
                beside.get("ideal"),
                beside.get("CPU ns/item"),
                said.nanos(),
                said.bound()));
    }

    private static Map<String, String> parameters(ScaleLoad load, Body body, String name, int value) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("load", load.toString());
        parameters.put("body", body.name());
        parameters.put(name, Integer.toString(value));
        return parameters;
    }

    private static Figure figure(
            String group,
            Map<String, String> parameters,
            String arm,
            String unit,
            double value,
            List<Double> raw,
            Map<String, Double> beside) {
        return new Figure(group, parameters, arm, unit, value, Double.NaN, raw, beside);
    }
}
