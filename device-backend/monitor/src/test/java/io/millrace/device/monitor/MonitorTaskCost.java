package io.millrace.device.monitor;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.core.Device;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.executor.Series;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Measures what it costs an executor that its device is watched: tasks of some nanoseconds by each way in, on the software device and on the watched one in turns. Arguments: rounds,
 * tasks of each, nanoseconds of work, workers.
 *
 * <p>Processor time of the process is measured, since the thread that submits has a part in it.
 */
final class MonitorTaskCost {

    /** A way in. */
    private enum Way {
        PLAIN,
        KEYED,
        ORDERED
    }

    private static final int KEYS = 64;

    private final int tasks;
    private final int workers;
    private final Runnable task;

    private MonitorTaskCost(int tasks, long nanos, int workers) {
        this.tasks = tasks;
        this.workers = workers;
        task = new Spinning(nanos);
    }

    public static void main(String[] arguments) throws InterruptedException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        int tasks = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500_000;
        long nanos = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1000;
        int workers = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 2;
        MonitorTaskCost cost = new MonitorTaskCost(tasks, nanos, workers);
        for (Way way : Way.values()) {
            cost.compare(way, rounds);
        }
    }

    private void compare(Way way, int rounds) throws InterruptedException {
        System.out.printf(
                "%s tasks, ns of processor time for each: %s%n",
                way, new Comparison(rounds, "monitored:software", device -> run(way, device)));
    }

    /** Returns the nanoseconds of processor time for each task. */
    private double run(Way way, Device device) throws InterruptedException {
        try (MillraceExecutor executor =
                MillraceExecutors.builder().device(device).workers(workers).build()) {
            List<Executor> ways = waysIn(way, executor);
            long start = processorNanos();
            for (int i = 0; i < tasks; i++) {
                ways.get(i % ways.size()).execute(task);
            }
            executor.drain(Duration.ofHours(1));
            return (double) (processorNanos() - start) / tasks;
        }
    }

    private static List<Executor> waysIn(Way way, MillraceExecutor executor) {
        List<Executor> ways = new ArrayList<>();
        Series series = executor.newSeries();
        for (int key = 0; key < KEYS; key++) {
            ways.add(
                    switch (way) {
                        case PLAIN -> executor;
                        case KEYED -> executor.atomic(key);
                        case ORDERED -> executor.ordered(series);
                    });
        }
        return ways;
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
