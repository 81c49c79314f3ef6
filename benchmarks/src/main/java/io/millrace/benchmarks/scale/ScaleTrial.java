package io.millrace.benchmarks.scale;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Cost;
import io.millrace.benchmarks.measure.Median;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/** One load with one body, in turns with each number of workers. */
final class ScaleTrial {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final ScaleLoad load;
    private final Body body;
    private final IntUnaryOperator items;
    private final SortedMap<Integer, Times> byWorkers = new TreeMap<>();

    /** @param items how many a turn has with so many workers */
    ScaleTrial(ScaleLoad load, Body body, IntUnaryOperator items) {
        this.load = load;
        this.body = body;
        this.items = items;
    }

    Body body() {
        return body;
    }

    /** What the turns took with one number of workers, in nanoseconds an item. */
    static final class Times {

        private final List<Double> wall = new ArrayList<>();
        private final List<Double> processor = new ArrayList<>();
        private final List<Double> producer = new ArrayList<>();

        List<Double> all() {
            return wall;
        }

        double nanos() {
            return Median.of(wall);
        }

        double processorNanos() {
            return Median.of(processor);
        }

        double producerNanos() {
            return Median.of(producer);
        }
    }

    /**
     * Runs so many turns with each number of workers, interleaved, after some that do not count.
     *
     * @throws Exception if an item was lost, or came twice or out of order
     */
    void run(Iterable<Integer> workerCounts, int warmUps, int rounds) throws Exception {
        List<AutoCloseable> open = new ArrayList<>();
        try {
            SortedMap<Integer, ScaleLoad.Run> runs = new TreeMap<>();
            for (int workers : workerCounts) {
                ScaleLoad.Turns turns = load.open(body, items.applyAsInt(workers), workers);
                open.add(turns.executor());
                runs.put(workers, turns.run());
                byWorkers.put(workers, new Times());
            }
            for (int round = -warmUps; round < rounds; round++) {
                for (Map.Entry<Integer, ScaleLoad.Run> run : runs.entrySet()) {
                    int workers = run.getKey();
                    turn(run.getValue(), items.applyAsInt(workers), round < 0 ? new Times() : times(workers));
                }
            }
        } finally {
            for (AutoCloseable executor : open) {
                executor.close();
            }
        }
    }

    private static void turn(ScaleLoad.Run run, int items, Times times) throws Exception {
        long[] producerNanos = new long[1];
        Cost cost = Cost.of(() -> {
            long begin = THREADS.getCurrentThreadCpuTime();
            run.run();
            producerNanos[0] = THREADS.getCurrentThreadCpuTime() - begin;
        });
        times.wall.add((double) cost.wallNanos() / items);
        times.processor.add((double) cost.used().orNothing().cpuNanos() / items);
        times.producer.add((double) producerNanos[0] / items);
    }

    /** Returns what was measured with a number of workers. */
    Times times(int workers) {
        return Objects.requireNonNull(byWorkers.get(workers), "measured with each number of workers");
    }

    /** Returns how many times as fast the most workers are as two are. */
    double speedOfMostWorkers() {
        return times(2).nanos() / times(byWorkers.lastKey()).nanos();
    }

    /** Returns the model of what was measured. */
    CostModel model(double producerNanos, int cores, LineCosts lineCosts) {
        return new CostModel(
                new CostModel.Measured(producerNanos, times(1).nanos(), times(2).nanos(), cores),
                load.lines(),
                load.itemsPerEntry(body),
                lineCosts);
    }
}
