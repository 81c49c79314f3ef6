package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.DomainCounter;
import io.millrace.core.EntryHeader;
import io.millrace.core.Port;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Surroundings;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** More than ten times as much is offered as can be worked off, for two seconds times {@link Scale}: the rest is refused, and nothing piles up. */
public abstract class OverloadContract extends DeviceContract {

    private static final int CREDITS = 64;
    private static final int FLOWS = 8;
    private static final int FACTOR = 10;

    /** The queues before this one keep the order of a flow. */
    private static final int UNORDERED = 2;

    private static final int SINK = 3;
    private static final int SINK_PORT = 2;

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(5);

    /** How many times longer the work on an entry takes than to offer one: with two workers twice the overload that is asked for. */
    private static final int WORK_IN_OFFERS = 4 * FACTOR;

    private static final long HEAP_TOLERANCE = 4 << 20;

    /** Of so many released entries one is followed, up to so many samples. */
    private static final int SAMPLED = 16;

    private static final int SAMPLES = 1000;

    private record Load(int queue, int flow, int number, byte[] ballast) {
        private static final int BALLAST = 32 << 10;

        Load(int queue, int flow, int number) {
            this(queue, flow, number, new byte[BALLAST]);
        }
    }

    @Test
    void shouldLoseNothingAndStayBoundedUnderTenfoldOverload() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(CREDITS)
                .queue(QueueConfiguration.ordered("ordered", FLOWS, CREDITS / 2))
                .queue(QueueConfiguration.atomic("atomic", FLOWS))
                .queue(QueueConfiguration.unordered("unordered"))
                .queue(QueueConfiguration.directed("sink"))
                .ports(2, worker(0, 1, UNORDERED))
                .port(worker(SINK));
        try (DomainUnderTest domain = start(configuration);
                Crew crew = domain.crew()) {
            new Flood(domain).run(crew);
        }
    }

    /** Entries go through one of three queues and then to the sink, which checks them. */
    private static final class Flood {
        private final DomainUnderTest domain;
        private final SequenceChecker sequence = new SequenceChecker("sink", UNORDERED * FLOWS);
        private final BitSet[] seen = new BitSet[FLOWS];
        private final int[][] sent = new int[SINK][FLOWS];
        private final List<WeakReference<Load>> released = new ArrayList<>();
        private final long begin = Surroundings.nanoTime();
        private final long nanos = TimeUnit.SECONDS.toNanos(Scale.of(2));
        private volatile boolean over;

        /** How long an offer takes, on the average. */
        private volatile long offerNanos;

        private long offered;
        private long accepted;
        private long ended;

        Flood(DomainUnderTest domain) {
            this.domain = domain;
            for (int flow = 0; flow < FLOWS; flow++) {
                seen[flow] = new BitSet();
            }
        }

        void run(Crew crew) {
            crew.start("producer", this::produce);
            crew.start("worker 0", () -> serve(domain.port(0), this::work));
            crew.start("worker 1", () -> serve(domain.port(1), this::work));
            crew.start("sink", () -> serve(domain.port(SINK_PORT), this::check));
            crew.start("heap", this::watchTheHeap);
            crew.join();
            String figures = "offered=" + offered + ", accepted=" + accepted + ", ended=" + ended;
            System.out.println("overload: " + figures);
            assertEquals(accepted, ended, figures);
            assertTrue(offered > FACTOR * accepted, figures);
            assertEquals(offered - accepted, refused(), "refusals that were counted");
            domain.assertInFlight(0);
            domain.await("the payloads of released entries are collected", () -> {
                System.gc();
                return released.stream().allMatch(load -> load.get() == null);
            });
        }

        private long refused() {
            return domain.domain().counter(DomainCounter.REFUSED_NO_CREDIT)
                    + domain.domain().counter(DomainCounter.REFUSED_REORDER_WINDOW);
        }

        private void produce() {
            int turn = 0;
            while (Surroundings.nanoTime() - begin < nanos && !domain.failed()) {
                int queue = turn % SINK;
                int flow = turn / SINK % FLOWS;
                Load load = new Load(queue, flow, sent[queue][flow]++);
                long header = EntryHeader.of(queue, flow);
                offered++;
                while (!domain.ingress().enqueue(header, load).accepted() && !domain.failed()) {
                    offered++;
                }
                accepted++;
                turn++;
                offerNanos = (Surroundings.nanoTime() - begin) / offered;
            }
            over = true;
        }

        private void serve(Port port, BiConsumer<Port, Burst> body) {
            Burst burst = new Burst(8);
            while (!(over && domain.domain().isIdle()) && !domain.failed()) {
                port.dequeue(burst, TICK);
                body.accept(port, burst);
            }
        }

        private void work(Port port, Burst burst) {
            long start = Surroundings.nanoTime();
            while (Surroundings.nanoTime() - start < WORK_IN_OFFERS * offerNanos * burst.count()) {
                Surroundings.spinWait();
            }
            for (int i = 0; i < burst.count(); i++) {
                port.forward(burst.entry(i), EntryHeader.of(SINK, 0), burst.payload(i));
            }
        }

        private void check(Port port, Burst burst) {
            int inFlight = domain.domain().inFlight();
            assertTrue(inFlight <= CREDITS, "in flight: " + inFlight);
            for (int i = 0; i < burst.count(); i++) {
                if (!(burst.payload(i) instanceof Load load)) {
                    throw new AssertionError("never sent: " + burst.payload(i));
                }
                if (load.queue() == UNORDERED) {
                    assertFalse(seen[load.flow()].get(load.number()), "came twice: " + load);
                    seen[load.flow()].set(load.number());
                } else {
                    sequence.next(load.queue() * FLOWS + load.flow(), load.number());
                }
                port.release(burst.entry(i));
                if (ended++ % SAMPLED == 0 && released.size() < SAMPLES) {
                    released.add(new WeakReference<>(load));
                }
            }
        }

        /** Compares what is reachable after a quarter of the time with what is after three. Nothing else runs in this process meanwhile. */
        private void watchTheHeap() throws InterruptedException {
            sleepUntil(nanos / 4);
            long first = reachable();
            sleepUntil(nanos * 3 / 4);
            long last = reachable();
            assertTrue(last - first < HEAP_TOLERANCE, "heap grows: bytes=" + first + ", later=" + last);
        }

        private void sleepUntil(long nanosFromBegin) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(Math.max(0, begin + nanosFromBegin - Surroundings.nanoTime()));
        }

        private static long reachable() {
            Runtime runtime = Runtime.getRuntime();
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
                System.gc();
                least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
            }
            return least;
        }
    }
}
