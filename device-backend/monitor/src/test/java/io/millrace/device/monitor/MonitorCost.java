package io.millrace.device.monitor;

import io.millrace.core.Burst;
import io.millrace.core.Device;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.Port;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.WaitProfile;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures what it costs to watch: entries of some nanoseconds of work through two queues, with two workers or as many as are asked for, on a device and on the watched device in turns. Arguments:
 * rounds, milliseconds of each, nanoseconds of work, workers, and the watched device.
 *
 * <p>Processor time is measured, since time by the clock says more of who else uses the machine; and workers park at once where they wait, so that waiting is not measured.
 *
 * <p>The workers bring the entries in themselves, so that no third thread has a part in the figures: an entry that ends is replaced by a new one, and 64 are on the way.
 */
final class MonitorCost {

    private static final int FLOWS = 64;
    private static final int ON_THE_WAY = 64;
    private static final int CREDITS = 1024;

    private final int workers;
    private final long workNanos;
    private final Runnable spinning;

    private MonitorCost(int workers, long workNanos) {
        this.workers = workers;
        this.workNanos = workNanos;
        spinning = new Spinning(workNanos);
    }

    public static void main(String[] arguments) throws InterruptedException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        long millis = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1000;
        long nanos = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1000;
        int workers = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 2;
        String watched = arguments.length > 4 ? arguments[4] : "monitored:software";
        MonitorCost cost = new MonitorCost(workers, nanos);
        for (boolean ordered : new boolean[] {true, false}) {
            cost.compare(ordered, rounds, millis, watched);
        }
    }

    private void compare(boolean ordered, int rounds, long millis, String watched) throws InterruptedException {
        System.out.printf(
                "%s, workers %d, work %d ns, ns of processor time for each entry: %s%n",
                ordered ? "ordered to directed" : "atomic",
                workers,
                workNanos,
                new Comparison(rounds, watched, device -> run(device, ordered, millis)));
    }

    /** Returns the nanoseconds of processor time for each entry. */
    private double run(Device device, boolean ordered, long millis) throws InterruptedException {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(CREDITS);
        if (ordered) {
            configuration
                    .queue(QueueConfiguration.ordered("work", FLOWS, 64))
                    .queue(QueueConfiguration.directed("sink"))
                    .port(port(0, 1))
                    .ports(workers - 1, port(0));
        } else {
            configuration.queue(QueueConfiguration.atomic("work", FLOWS)).ports(workers, port(0));
        }
        AtomicLong ended = new AtomicLong();
        try (SchedulingDomain domain = device.open(configuration.build())) {
            domain.start();
            for (int i = 0; i < ON_THE_WAY; i++) {
                domain.ingress().enqueue(EntryHeader.of(0, i % FLOWS), "payload");
            }
            List<Thread> threads = new ArrayList<>();
            AtomicLong spent = new AtomicLong();
            long end = System.nanoTime() + millis * 1_000_000;
            for (int i = 0; i < workers; i++) {
                Port port = domain.port(i);
                Thread thread = new Thread(() -> {
                    ended.addAndGet(work(port, ordered, end));
                    spent.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            return (double) spent.get() / ended.get();
        }
    }

    private static PortConfiguration port(int... queues) {
        return PortConfiguration.linkedTo(queues).withExplicitRelease().withWaitProfile(WaitProfile.PARK);
    }

    private long work(Port port, boolean ordered, long end) {
        Burst burst = new Burst(8);
        long ended = 0;
        int flow = port.id();
        for (int rounds = 0; (rounds & 15) != 0 || System.nanoTime() < end; rounds++) {
            int count = port.dequeue(burst, TimeUnit.MICROSECONDS.toNanos(100));
            for (int i = 0; i < count; i++) {
                boolean isSink = EntryHeader.queue(burst.header(i)) == 1;
                if (!isSink) {
                    spinning.run();
                }
                if (ordered && !isSink) {
                    port.forward(burst.entry(i), EntryHeader.of(1, 0), burst.payload(i));
                } else {
                    port.release(burst.entry(i));
                    port.enqueue(EntryHeader.of(0, flow++ % FLOWS), "payload");
                    ended++;
                }
            }
        }
        return ended;
    }
}
