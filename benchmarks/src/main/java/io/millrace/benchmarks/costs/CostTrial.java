package io.millrace.benchmarks.costs;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Trials;
import io.millrace.benchmarks.measure.Work;
import io.millrace.benchmarks.ordered.Numbers;
import io.millrace.benchmarks.ordered.OrderedArm;
import io.millrace.benchmarks.ordered.OrderedArms;
import io.millrace.benchmarks.ordered.OrderedItems;
import io.millrace.core.Device;
import io.millrace.core.Devices;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/** Items of one body through one arm of ours, with and without a clock in every thread. */
final class CostTrial {

    private static final int ITEMS = 20_000;
    private static final int WINDOW = 2048;

    /** The workers and the producer. */
    private static final int THREADS = Trials.WORKERS + 1;

    private final String arm;
    private final Numbers numbers;

    CostTrial(String arm, Body body) {
        this.arm = arm;
        numbers = new Numbers(ITEMS, Work.of(body));
    }

    /** Returns how long an item takes while nobody reads the clock. */
    double untimedNanos(long nanos) throws Exception {
        try (OrderedArm opened = open(Devices.find(Devices.DEFAULT_NAME))) {
            long begin = System.nanoTime();
            long items = run(opened, numbers, nanos);
            return (double) (System.nanoTime() - begin) / items;
        }
    }

    /** Returns where the time goes. A worker is timed from its first call of the device to its last, the producer throughout; what is missing shows in the sum. */
    Costs timed(long nanos) throws Exception {
        double lapNanos = Timesheet.lapNanos();
        Timesheets sheets = new Timesheets();
        Timesheet producer = sheets.ofThisThread();
        long begin = System.nanoTime();
        long items;
        try (OrderedArm opened = open(new TimedDevice(Devices.find(Devices.DEFAULT_NAME), sheets))) {
            long parkedBefore = parkedNanos();
            try (Timesheet doing = producer.begin(Activity.FEED)) {
                items = run(opened, new TimedItems<>(numbers, sheets), nanos);
            }
            producer.recharge(Activity.FEED, Activity.WAITING, parkedNanos() - parkedBefore);
            producer.begin(Activity.WAITING);
        }
        producer.close();
        return Costs.of(sheets, lapNanos, items, THREADS * (System.nanoTime() - begin));
    }

    private OrderedArm open(Device device) {
        return OrderedArms.openOurs(arm, device, Trials.WORKERS, WINDOW);
    }

    /** Sends items through for so long, and returns how many. */
    private static long run(OrderedArm arm, OrderedItems<?> items, long nanos) throws Exception {
        long begin = System.nanoTime();
        long count = 0;
        do {
            arm.run(items);
            items.requireAll();
            count += items.length();
        } while (System.nanoTime() - begin < nanos);
        return count;
    }

    /** Returns for how long the calling thread has waited for others since the JVM was first asked. */
    @SuppressWarnings("deprecation") // threadId() came with JDK 19
    private static long parkedNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        if (!threads.isThreadContentionMonitoringEnabled()) {
            // For good: the JVM forgets what it has counted when it is switched on again.
            threads.setThreadContentionMonitoringEnabled(true);
        }
        long millis = threads.getThreadInfo(Thread.currentThread().getId()).getWaitedTime();
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
