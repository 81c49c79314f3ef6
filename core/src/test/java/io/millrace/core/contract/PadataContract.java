package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.DomainState;
import io.millrace.core.EntryHeader;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingType;
import io.millrace.core.Surroundings;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What padata in the Linux kernel got wrong over the years, as far as a device can get it wrong. The table in {@code docs/testing.md} has the rest. */
public abstract class PadataContract extends DeviceContract {

    private static final int FLOWS = 2;

    /** Something that its last owner spoils. */
    private static final class Item {

        private final int number;
        private volatile boolean spoilt;

        Item(int number) {
            this.number = number;
        }
    }

    /** Two ports that work on an ordered queue, and a third that receives from a directed one. */
    private DomainUnderTest pipeline(int credits, int window) {
        return start(DomainConfiguration.credits(credits)
                .queue(QueueConfiguration.ordered("parallel", FLOWS, window))
                .queue(QueueConfiguration.directed("serial"))
                .ports(2, worker(0))
                .port(worker(1)));
    }

    private static void forwardUntil(DomainUnderTest domain, int port, AtomicBoolean ended) {
        Burst burst = new Burst(2);
        while (!ended.get() && !domain.failed()) {
            int count = domain.port(port).dequeue(burst, Long.MAX_VALUE);
            for (int i = 0; i < count; i++) {
                Item item = (Item) burst.payload(i);
                assertFalse(item.spoilt, "delivered after its end: number=" + item.number);
                long header = EntryHeader.of(1, EntryHeader.flow(burst.header(i)));
                domain.port(port).forward(burst.entry(i), EntryHeader.withStage(header, item.number % 200), item);
            }
        }
    }

    /**
     * 2012: an item was touched after it had been queued for its serial callback, which may have freed it. Here the receiver spoils the item and ends the entry, whose
     * slot is taken again at once, while the thread that handed it on is perhaps still in forward.
     */
    @Test
    void shouldNotTouchAnEntryThatWasHandedOn() {
        int total = Scale.of(20_000);
        AtomicBoolean ended = new AtomicBoolean();
        try (DomainUnderTest domain = pipeline(4, 2);
                Crew crew = domain.crew()) {
            crew.start("producer", () -> {
                for (int i = 0; i < total; i++) {
                    domain.insist(EntryHeader.of(0, i % FLOWS), new Item(i));
                }
            });
            crew.start("worker 0", () -> forwardUntil(domain, 0, ended));
            crew.start("worker 1", () -> forwardUntil(domain, 1, ended));
            crew.start("receiver", () -> {
                int[] next = {0, 1};
                Burst burst = new Burst(2);
                for (int received = 0; received < total; ) {
                    int count = domain.port(2).dequeue(burst, DomainUnderTest.patienceNanos());
                    assertTrue(count > 0, "entries that do not come: received=" + received);
                    for (int i = 0; i < count; i++) {
                        Item item = (Item) burst.payload(i);
                        int flow = EntryHeader.flow(burst.header(i));
                        assertFalse(item.spoilt, "delivered twice: number=" + item.number);
                        assertEquals(next[flow], item.number, "in flow " + flow);
                        assertEquals(item.number % 200, EntryHeader.stage(burst.header(i)), "stage of its header");
                        item.spoilt = true;
                        next[flow] += FLOWS;
                        domain.port(2).release(burst.entry(i));
                    }
                    received += count;
                }
                ended.set(true);
                domain.port(0).wake();
                domain.port(1).wake();
            });
            crew.join();
        }
    }

    /**
     * 2018 and 2025: instances were freed in the wrong way, and the state that the reorder loop used was let go while it ran. A domain is closed in the middle of
     * everything, many times over; nobody fails, and everybody comes back.
     */
    @Test
    void shouldBeClosedWhileOrderedEntriesLeave() {
        int rounds = Scale.of(40);
        for (int round = 0; round < rounds; round++) {
            AtomicInteger received = new AtomicInteger();
            AtomicBoolean ended = new AtomicBoolean();
            int enough = 1 + round % 20;
            try (DomainUnderTest domain = pipeline(16, 4);
                    Crew crew = domain.crew()) {
                crew.start("producer", () -> {
                    for (int i = 0; offer(domain, i) != Refusal.STOPPED; i++) {
                        Surroundings.spinWait();
                    }
                });
                crew.start("worker 0", () -> forwardUntil(domain, 0, ended));
                crew.start("worker 1", () -> forwardUntil(domain, 1, ended));
                crew.start("receiver", () -> {
                    Burst burst = new Burst(4);
                    while (!ended.get() && !domain.failed()) {
                        received.addAndGet(domain.port(2).dequeue(burst, Long.MAX_VALUE));
                        domain.port(2).enqueue(burst);
                    }
                });
                domain.await("a start", () -> received.get() >= enough);
                ended.set(true);
                domain.domain().close();
                crew.join();
                assertEquals(DomainState.CLOSED, domain.domain().state());
                assertEquals(Refusal.STOPPED, domain.offer(0, 0));
            }
        }
    }

    private static Refusal offer(DomainUnderTest domain, int number) {
        return domain.ingress().enqueue(EntryHeader.of(0, number % FLOWS), new Item(number));
    }

    /**
     * 2019: a fence was missing between giving up the reorder lock and asking whether something had come meanwhile, so the last of some jobs stayed behind, until
     * somebody else came along. Here nobody else does.
     */
    @Test
    void shouldLeaveNoStragglerBehind() {
        int together = 3;
        int rounds = Scale.of(2_000);
        AtomicInteger met = new AtomicInteger();
        AtomicBoolean ended = new AtomicBoolean();
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16)
                .queue(QueueConfiguration.ordered("parallel", 1, 8))
                .queue(QueueConfiguration.directed("serial"))
                .ports(together, worker(0).withClaimDepth(1))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration);
                Crew crew = domain.crew()) {
            for (int i = 0; i < together; i++) {
                int port = i;
                crew.start("worker " + i, () -> {
                    Burst burst = new Burst(1);
                    while (!ended.get() && !domain.failed()) {
                        if (domain.port(port).dequeue(burst, Long.MAX_VALUE) == 1) {
                            int all = (met.getAndIncrement() / together + 1) * together;
                            domain.await("all have one", () -> met.get() >= all);
                            domain.port(port).forward(burst.entry(0), EntryHeader.of(1, 0), burst.payload(0));
                        }
                    }
                });
            }
            for (int round = 0; round < rounds; round++) {
                domain.acceptNumbers(0, 0, together);
                for (int i = 0; i < together; i++) {
                    Delivered next = domain.take(together);
                    assertEquals(i, next.number(), "round " + round);
                    next.release();
                }
                domain.throwFailure();
            }
            ended.set(true);
            for (int port = 0; port < together; port++) {
                domain.port(port).wake();
            }
            crew.join();
        }
    }

    /**
     * 2023: during a reset submit answered "busy" but never completed the request. Here an entry is refused, or it is delivered or flushed once, however often the
     * domain is stopped, reset and started under its producers.
     */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIRECTED")
    void shouldEndEveryAcceptedEntryAcrossResets(SchedulingType type) throws InterruptedException {
        int resets = Scale.of(50);
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger finished = new AtomicInteger();
        AtomicInteger flushed = new AtomicInteger();
        AtomicBoolean ended = new AtomicBoolean();
        DomainConfiguration.Builder configuration =
                DomainConfiguration.credits(16).queue(queue(type, 4, 8)).ports(2, worker(0));
        try (DomainUnderTest domain = start(configuration);
                Crew crew = domain.crew()) {
            for (int i = 0; i < 2; i++) {
                int port = i;
                crew.start("producer " + i, () -> {
                    for (int number = 0; !ended.get() && !domain.failed(); number++) {
                        if (domain.offer(0, number % 4).accepted()) {
                            accepted.incrementAndGet();
                        } else {
                            Surroundings.giveWay();
                        }
                    }
                });
                crew.start("worker " + i, () -> {
                    Burst burst = new Burst(2);
                    while (!ended.get() && !domain.failed()) {
                        finished.addAndGet(domain.port(port).dequeue(burst, DomainUnderTest.patienceNanos() / 10));
                        domain.port(port).enqueue(burst);
                    }
                });
            }
            for (int reset = 0; reset < resets; reset++) {
                int some = finished.get() + 20;
                domain.await("work after reset " + reset, () -> finished.get() >= some);
                assertTrue(stop(domain, flushed), "all holders finish");
                domain.await("reset " + reset, () -> isReset(domain));
                domain.domain().start();
            }
            ended.set(true);
            for (int port = 0; port < 2; port++) {
                domain.port(port).wake();
            }
            crew.join();
            assertTrue(stop(domain, flushed), "all holders have finished");
            assertEquals(accepted.get(), finished.get() + flushed.get(), "accepted, and delivered or flushed");
        }
    }

    private static boolean stop(DomainUnderTest domain, AtomicInteger flushed) throws InterruptedException {
        return domain.domain().stop((header, payload) -> flushed.incrementAndGet(), DomainUnderTest.patienceNanos());
    }

    /** A NEW that came too late may have a credit for a moment, and a reset is refused then. */
    private static boolean isReset(DomainUnderTest domain) {
        try {
            domain.domain().reset();
            return true;
        } catch (IllegalStateException notYet) {
            return false;
        }
    }
}
