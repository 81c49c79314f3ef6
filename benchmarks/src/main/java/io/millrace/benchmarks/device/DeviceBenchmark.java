package io.millrace.benchmarks.device;

import io.millrace.benchmarks.measure.OurDevice;
import io.millrace.core.Burst;
import io.millrace.core.Device;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.Port;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.SchedulingType;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * What the device costs for each event, in one thread and bursts of 16; one event is one entry delivered. Nothing is worked on, so this is all cost.
 *
 * <pre>
 *   enter      NEW x 16, dequeue, RELEASE x 16
 *   circulate  dequeue, FORWARD x 16 into the same queue
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DeviceBenchmark {

    static final int BURST = 16;
    static final int CREDITS = 4096;
    static final int CIRCULATING = 256;
    static final int SPREAD = 7919;
    static final int WINDOW = CREDITS / 2;

    private static final Object PAYLOAD = "payload";

    /** The scheduling type of the queue. */
    @Param({"UNORDERED", "ATOMIC", "ORDERED"})
    public SchedulingType type = SchedulingType.UNORDERED;

    /** How many flows the entries are spread over. */
    @Param({"1", "64", "10000"})
    public int flows;

    private final Burst burst = new Burst(BURST);
    private @Nullable SchedulingDomain open;
    private int flow;
    private int ahead;

    /** Opens the domain for one of the benchmarks. */
    @Setup
    public void open(BenchmarkParams benchmark) {
        open(benchmark.getBenchmark().endsWith("." + DeviceOperation.CIRCULATE));
    }

    /** Opens the domain, and lets the entries in that circulate. */
    void open(boolean circulates) {
        SchedulingDomain domain = openDomain();
        for (int i = 0; circulates && i < CIRCULATING; i++) {
            enter(domain);
        }
        open = domain;
    }

    private SchedulingDomain openDomain() {
        Device device = OurDevice.find();
        int credits = Math.min(CREDITS, device.limits().credits());
        QueueConfiguration queue = switch (type) {
            case UNORDERED -> QueueConfiguration.unordered("queue");
            case ATOMIC -> QueueConfiguration.atomic("queue", flows);
            case ORDERED ->
                QueueConfiguration.ordered(
                        "queue", flows, Math.min(WINDOW, device.limits().reorderWindow()));
            case DIRECTED -> QueueConfiguration.directed("queue");
        };
        SchedulingDomain domain = device.open(DomainConfiguration.credits(credits)
                .queue(queue)
                .port(PortConfiguration.linkedTo(0).withExplicitRelease())
                .build());
        domain.start();
        return domain;
    }

    /** Ends the domain. */
    @TearDown
    public void close() {
        domain().close();
    }

    private SchedulingDomain domain() {
        return Objects.requireNonNull(open, "open() sets it");
    }

    private void enter(SchedulingDomain domain) {
        flow = (flow + SPREAD) % flows;
        if (!domain.ingress().enqueue(EntryHeader.of(0, flow), PAYLOAD).accepted()) {
            throw new IllegalStateException("a NEW entry was refused: inFlight=" + domain.inFlight());
        }
    }

    /** Entries come in and leave. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void enter() {
        SchedulingDomain domain = domain();
        for (int i = 0; i < BURST; i++) {
            enter(domain);
        }
        Port port = domain.port(0);
        for (int left = BURST; left > 0; left -= burst.count()) {
            dequeue(port);
            for (int i = 0; i < burst.count(); i++) {
                port.release(burst.entry(i));
            }
        }
    }

    /** Entries go round. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void circulate() {
        Port port = domain().port(0);
        // A delivery may be more than this call has left to do: the next one does less.
        int left = BURST - ahead;
        for (; left > 0; left -= burst.count()) {
            dequeue(port);
            for (int i = 0; i < burst.count(); i++) {
                port.forward(burst.entry(i), burst.header(i), burst.payload(i));
            }
        }
        ahead = -left;
    }

    private void dequeue(Port port) {
        if (port.dequeue(burst, 0) == 0) {
            throw new IllegalStateException("nothing was delivered");
        }
    }
}
