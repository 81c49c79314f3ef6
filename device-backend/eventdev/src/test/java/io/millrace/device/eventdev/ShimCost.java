package io.millrace.device.eventdev;

import io.millrace.core.Operation;
import io.millrace.core.driver.Event;
import java.util.Arrays;
import java.util.Locale;

/** What the calls of the shim cost by the number of their events: a program for the figures of docs/devices.md. The median of nine runs each. */
final class ShimCost {

    private static final int[] BURSTS = {1, 2, 4, 8, 16, 32, 64};
    private static final int RUNS = 9;
    private static final int EVENTS = 1 << 18;
    private static final int WAY_IN = 0;
    private static final int LANE = 1;

    private final int device;
    private final int burst;
    private final long[] come;
    private final long[] go;
    private final long[] found;

    private ShimCost(int device, int burst) {
        this.device = device;
        this.burst = burst;
        come = new long[burst];
        go = new long[burst];
        found = new long[burst];
        Arrays.fill(come, Event.of(Operation.NEW, 0, 0, 1));
        Arrays.fill(go, Event.of(Operation.RELEASE, 0, 0, 0));
    }

    /** Prints the table. */
    public static void main(String[] arguments) {
        new EventdevProvider().device();
        // A port gives back as many credits in a call, and the largest burst has 64 events.
        int device = Shim.plug("event_sw_cost", "sched_quanta=4095,credit_quanta=64");
        Shim.open(device, 4096, 64, new int[] {0}, new int[] {1}, new int[] {-1, 0});
        System.out.printf(
                "%-8s %12s %12s %12s %12s %16s%n",
                "events", "NEW", "schedule", "dequeue", "RELEASE", "an event, in all");
        for (int burst : BURSTS) {
            System.out.println(new ShimCost(device, burst).row());
        }
        System.exit(0);
    }

    private String row() {
        double[][] nanos = new double[4][RUNS];
        for (int run = -RUNS; run < RUNS; run++) {
            double[] one = nanos();
            for (int call = 0; call < one.length && run >= 0; call++) {
                nanos[call][run] = one[call];
            }
        }
        double[] median = new double[nanos.length];
        for (int call = 0; call < nanos.length; call++) {
            Arrays.sort(nanos[call]);
            median[call] = nanos[call][RUNS / 2];
        }
        return String.format(
                Locale.ROOT,
                "%-8d %9.0f ns %9.0f ns %9.0f ns %9.0f ns %13.1f ns",
                burst,
                median[0],
                median[1],
                median[2],
                median[3],
                Arrays.stream(median).sum() / burst);
    }

    private double[] nanos() {
        int calls = EVENTS / burst;
        long[] sums = new long[4];
        for (int i = 0; i < calls; i++) {
            long begin = System.nanoTime();
            int entered = Shim.enqueue(device, WAY_IN, come, 0, burst);
            long scheduling = System.nanoTime();
            Shim.schedule(device);
            long reading = System.nanoTime();
            int read = Shim.dequeue(device, LANE, found, burst);
            long releasing = System.nanoTime();
            int released = Shim.enqueue(device, LANE, go, 0, burst);
            long end = System.nanoTime();
            if (entered != burst || read != burst || released != burst) {
                throw new IllegalStateException(
                        "expected " + burst + " events, found " + entered + ", " + read + ", " + released);
            }
            sums[0] += scheduling - begin;
            sums[1] += reading - scheduling;
            sums[2] += releasing - reading;
            sums[3] += end - releasing;
        }
        return Arrays.stream(sums).mapToDouble(sum -> (double) sum / calls).toArray();
    }
}
