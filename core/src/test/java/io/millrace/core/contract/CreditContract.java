package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.Port;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingType;
import io.millrace.core.Surroundings;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The closed system: how many entries are accepted, when a credit comes back, who waits for one and who never does. */
public abstract class CreditContract extends DeviceContract {

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(5);

    private DomainUnderTest limited(SchedulingType type, int credits) {
        return start(DomainConfiguration.credits(credits)
                .queue(queue(type, 4, Math.max(1, credits / 2)))
                .ports(1, worker(0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
    void shouldAcceptExactlyTheLimitFromOneThread(int limit) {
        try (DomainUnderTest domain = limited(SchedulingType.UNORDERED, limit)) {
            for (int round = 0; round < 3; round++) {
                domain.acceptNumbers(0, 0, limit);
                domain.assertInFlight(limit);
                assertEquals(Refusal.NO_CREDIT, domain.offer(0, 0));
                assertEquals(Refusal.NO_CREDIT, domain.port(0).enqueue(EntryHeader.of(0, 0), "offered"));
                domain.assertInFlight(limit);
                domain.take(0, limit).forEach(Delivered::release);
                domain.assertInFlight(0);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 8", "2, 8", "3, 8", "7, 8", "64, 8", "1000, 8", "1000, 1"})
    void shouldAcceptExactlyTheLimitFromManyThreads(int limit, int threads) {
        try (DomainUnderTest domain = limited(SchedulingType.UNORDERED, limit)) {
            for (int round = 0; round < 5; round++) {
                AtomicInteger accepted = new AtomicInteger();
                domain.inThreads(threads, thread -> {
                    Refusal refusal = Refusal.NONE;
                    while (refusal.accepted()) {
                        refusal = domain.offer(0, 0);
                        accepted.addAndGet(refusal.accepted() ? 1 : 0);
                    }
                    assertEquals(Refusal.NO_CREDIT, refusal);
                });
                assertEquals(limit, accepted.get(), "accepted from " + threads + " threads");
                domain.assertInFlight(limit);
                domain.take(0, limit).forEach(Delivered::release);
            }
        }
    }

    /** Producers and a worker at once: never more than the limit, and all of it is to be had again afterwards. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
    void shouldNeverPassTheLimitWhileEntriesComeAndGo(int limit) {
        int total = Scale.of(20_000);
        CreditChecker checker = new CreditChecker(limit);
        AtomicInteger left = new AtomicInteger(2 * total);
        try (DomainUnderTest domain = limited(SchedulingType.UNORDERED, limit)) {
            try (Crew crew = domain.crew()) {
                for (int producer = 0; producer < 2; producer++) {
                    crew.start("producer", () -> {
                        for (int i = 0; i < total; i++) {
                            domain.insist(EntryHeader.of(0, 0), i);
                            checker.accepted();
                        }
                    });
                }
                crew.start("worker", () -> {
                    Burst burst = new Burst(16);
                    while (left.get() > 0 && !domain.failed()) {
                        int count = domain.port(0).dequeue(burst, TimeUnit.MILLISECONDS.toNanos(100));
                        for (int i = 0; i < count; i++) {
                            checker.releasing();
                            domain.port(0).release(burst.entry(i));
                        }
                        left.addAndGet(-count);
                    }
                });
                crew.join();
            }
            checker.nothingInFlight();
            domain.assertInFlight(0);
            domain.acceptNumbers(0, 0, limit);
            assertEquals(Refusal.NO_CREDIT, domain.offer(0, 0));
        }
    }

    /** A credit of one thread's cache serves another's NEW: a producer that hoards, then sleeps, starves nobody. */
    @ParameterizedTest
    @ValueSource(ints = {8, 64, 1000})
    void shouldGiveTheCreditsOfOneThreadToAnother(int limit) {
        try (DomainUnderTest domain = limited(SchedulingType.UNORDERED, limit)) {
            for (int round = 0; round < 20; round++) {
                int part = limit / 2;
                domain.inThreads(1, thread -> domain.acceptNumbers(0, 0, part));
                domain.inThreads(1, thread -> domain.acceptNumbers(0, 0, limit - part));
                assertEquals(Refusal.NO_CREDIT, domain.offer(0, 0));
                domain.take(0, limit).forEach(Delivered::release);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepTheCreditUntilTheFinalRelease(SchedulingType type) {
        try (DomainUnderTest domain = limited(type, 2)) {
            domain.accept(0, 0, 1);
            domain.assertInFlight(1);
            for (int i = 0; i < 10; i++) {
                domain.take(0).forwardTo(0);
                domain.assertInFlight(1);
            }
            domain.take(0).release();
            domain.assertInFlight(0);
            assertTrue(domain.domain().isIdle());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNeverRefuseForwardAndRelease(SchedulingType type) {
        try (DomainUnderTest domain = limited(type, 4)) {
            for (int flow = 0; flow < 4; flow++) {
                domain.accept(0, flow, flow);
            }
            for (int i = 0; i < 100; i++) {
                Delivered entry = domain.take(0);
                assertEquals(Refusal.NO_CREDIT, domain.offer(0, 1));
                entry.forwardTo(0);
            }
            for (int i = 0; i < 4; i++) {
                Delivered entry = domain.take(0);
                entry.release();
                domain.accept(0, entry.flow(), i);
                assertEquals(Refusal.NO_CREDIT, domain.offer(0, 0));
            }
        }
    }

    /** event_sw: a worker whose NEW is refused finishes what it holds and so makes room. */
    @Test
    void shouldAcceptNewAfterTheRefusedWorkerReleases() {
        try (DomainUnderTest domain = limited(SchedulingType.UNORDERED, 1)) {
            domain.accept(0, 0, "first");
            Delivered entry = domain.take(0);
            assertEquals(Refusal.NO_CREDIT, domain.port(0).enqueue(EntryHeader.of(0, 0), "child"));
            entry.release();
            assertEquals(Refusal.NONE, domain.port(0).enqueue(EntryHeader.of(0, 0), "child"));
            assertEquals("child", domain.take(0).payload());
        }
    }

    /** What a worker can do with an entry that it was to bring and that was refused, other than hold on and try again. */
    enum AfterRefusal {
        DROP,
        RUN_IN_PLACE,
        RELEASE_AND_TRY_AGAIN,
        TRY_LATER
    }

    /** The rule against deadlock. Each entry brings the next one of its chain into the same queue, and the chains have all credits. */
    @ParameterizedTest
    @EnumSource
    void shouldEndALoopOfNewEntriesWhateverARefusedWorkerDoes(AfterRefusal then) {
        int chains = 8;
        int length = 200;
        AtomicInteger left = new AtomicInteger(chains * length);
        AtomicInteger dropped = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        try (DomainUnderTest domain = start(DomainConfiguration.credits(chains)
                .queue(QueueConfiguration.unordered("loop"))
                .ports(2, worker(0)))) {
            for (int i = 0; i < chains; i++) {
                domain.accept(0, 0, length);
            }
            domain.inThreads(2, index -> {
                Port port = domain.port(index);
                Deque<Integer> later = new ArrayDeque<>();
                Burst burst = new Burst(1);
                while (left.get() > 0 && !domain.failed()) {
                    while (!later.isEmpty() && brings(port, later.peek())) {
                        later.remove();
                    }
                    if (port.dequeue(burst, TICK) == 0) {
                        continue;
                    }
                    int rest = (burst.payload(0) instanceof Integer sent ? sent : 0) - 1;
                    left.decrementAndGet();
                    boolean accepted = rest == 0 || brings(port, rest);
                    if (!accepted) {
                        refused.incrementAndGet();
                    }
                    port.release(burst.entry(0));
                    if (accepted) {
                        continue;
                    }
                    switch (then) {
                        case DROP -> {
                            dropped.addAndGet(rest);
                            left.addAndGet(-rest);
                        }
                        case RUN_IN_PLACE -> left.addAndGet(-rest);
                        case TRY_LATER -> later.add(rest);
                        case RELEASE_AND_TRY_AGAIN -> {
                            while (!brings(port, rest) && !domain.failed()) {
                                Surroundings.spinWait();
                            }
                        }
                    }
                }
            });
            domain.assertInFlight(0);
            assertEquals(0, left.get());
            assertTrue(refused.get() > 0, "all credits were in use");
            assertEquals(then == AfterRefusal.DROP, dropped.get() > 0);
        }
    }

    private static boolean brings(Port port, int rest) {
        return port.enqueue(EntryHeader.of(0, 0), rest).accepted();
    }

    @Test
    void shouldRefuseNewAtTheThresholdOfThePortAndOfNoOther() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(30)
                .queue(QueueConfiguration.unordered("u"))
                .port(worker(0).withNewEntryThreshold(10))
                .port(worker(0).withNewEntryThreshold(20))
                .port(worker(0));
        int[] thresholds = {10, 20, 30};
        try (DomainUnderTest domain = start(configuration)) {
            long header = EntryHeader.of(0, 0);
            int inFlight = 0;
            for (int port = 0; port < 3; port++) {
                while (inFlight < thresholds[port]) {
                    assertEquals(Refusal.NONE, domain.port(port).enqueue(header, inFlight));
                    inFlight++;
                }
                for (int refused = 0; refused <= Math.min(port, 1); refused++) {
                    assertEquals(Refusal.NEW_ENTRY_THRESHOLD, refusalBelowTheLimit(domain, refused, inFlight));
                }
                domain.assertInFlight(inFlight);
            }
            assertEquals(Refusal.NO_CREDIT, domain.port(2).enqueue(header, 0));
            List<Delivered> entries = domain.take(2, 30);
            entries.subList(0, 20).forEach(Delivered::release);
            assertEquals(Refusal.NEW_ENTRY_THRESHOLD, domain.port(0).enqueue(header, 0));
            assertEquals(Refusal.NONE, domain.port(1).enqueue(header, 0));
            entries.subList(20, 22).forEach(Delivered::release);
            assertEquals(Refusal.NONE, domain.port(0).enqueue(header, 0));
            assertEquals(Refusal.NEW_ENTRY_THRESHOLD, domain.port(0).enqueue(header, 0));
        }
    }

    /** Where the credits are used up as well, either cause is true. */
    private static Refusal refusalBelowTheLimit(DomainUnderTest domain, int port, int inFlight) {
        Refusal refusal = domain.port(port).enqueue(EntryHeader.of(0, 0), "offered");
        return refusal == Refusal.NO_CREDIT && inFlight == 30 ? Refusal.NEW_ENTRY_THRESHOLD : refusal;
    }

    @Test
    void shouldStopABurstAtTheThreshold() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(30)
                .queue(QueueConfiguration.unordered("u"))
                .port(worker(0).withNewEntryThreshold(5));
        try (DomainUnderTest domain = start(configuration)) {
            domain.accept(0, 0, 0);
            Burst burst = new Burst(8);
            for (int i = 0; i < 8; i++) {
                burst.add(EntryHeader.of(0, 0), i);
            }
            assertEquals(4, domain.port(0).enqueue(burst));
            assertEquals(Refusal.NEW_ENTRY_THRESHOLD, burst.refusal());
            domain.assertInFlight(5);
            assertEquals(8, domain.ingress().enqueue(burst));
        }
    }

    @Test
    void shouldNotWaitForCreditThatIsThere() throws InterruptedException {
        try (DomainUnderTest domain = limited(SchedulingType.UNORDERED, 2)) {
            domain.accept(0, 0, 0);
            assertTrue(domain.ingress().awaitCredit(DomainUnderTest.patienceNanos()));
            domain.accept(0, 0, 0);
            assertFalse(domain.ingress().awaitCredit(TimeUnit.MILLISECONDS.toNanos(20)));
            domain.take(0).release();
            assertTrue(domain.ingress().awaitCredit(DomainUnderTest.patienceNanos()));
        }
    }

    /** 10^4 credits pass from hand to hand at limit 1; one lost wake-up costs more than the run may take. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldWakeAProducerWhenACreditIsReleased(int producers) {
        int handOffs = Scale.of(10_000);
        AtomicInteger left = new AtomicInteger(handOffs);
        AtomicInteger consumed = new AtomicInteger();
        try (DomainUnderTest domain = limited(SchedulingType.UNORDERED, 1);
                Crew crew = domain.crew()) {
            for (int i = 0; i < producers; i++) {
                crew.start("producer " + i, () -> {
                    while (left.getAndDecrement() > 0) {
                        while (!domain.offer(0, 0).accepted()) {
                            boolean woken = domain.ingress().awaitCredit(TimeUnit.SECONDS.toNanos(20));
                            assertTrue(woken, "a credit is released every few microseconds");
                        }
                    }
                });
            }
            crew.start("worker", () -> {
                Burst burst = new Burst(1);
                while (consumed.get() < handOffs && !domain.failed()) {
                    if (domain.port(0).dequeue(burst, TimeUnit.SECONDS.toNanos(20)) == 1) {
                        domain.port(0).release(burst.entry(0));
                        consumed.incrementAndGet();
                    }
                }
            });
            long start = Surroundings.nanoTime();
            crew.join();
            long seconds = TimeUnit.NANOSECONDS.toSeconds(Surroundings.nanoTime() - start);
            assertTrue(seconds < 15L * Math.max(1, handOffs / 10_000), "hand-offs took seconds=" + seconds);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"drain", "stop", "close"})
    void shouldWakeThreadsThatWaitForCreditWhenTheDomainEnds(String how) throws InterruptedException {
        try (DomainUnderTest domain = limited(SchedulingType.UNORDERED, 1);
                Crew crew = domain.crew()) {
            domain.accept(0, 0, 0);
            List<Thread> waiting = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                waiting.add(crew.start("producer " + i, () -> {
                    long start = Surroundings.nanoTime();
                    boolean more = domain.ingress().awaitCredit(TimeUnit.SECONDS.toNanos(30));
                    while (more && Surroundings.nanoTime() - start < DomainUnderTest.patienceNanos()) {
                        more = domain.ingress().awaitCredit(TimeUnit.SECONDS.toNanos(30));
                    }
                    assertFalse(more, "the domain takes no more entries");
                    assertTrue(Surroundings.nanoTime() - start < TimeUnit.SECONDS.toNanos(20), "woken, not timed out");
                }));
            }
            waiting.forEach(domain::awaitBlocked);
            switch (how) {
                case "drain" -> domain.domain().drain();
                case "stop" -> assertTrue(domain.domain().stop((header, payload) -> {}, 0));
                default -> domain.domain().close();
            }
            crew.join();
            assertFalse(domain.ingress().awaitCredit(DomainUnderTest.patienceNanos()));
        }
    }

    @Test
    void shouldThrowWhenAThreadIsInterruptedThatWaitsForCredit() {
        try (DomainUnderTest domain = limited(SchedulingType.UNORDERED, 1);
                Crew crew = domain.crew()) {
            domain.accept(0, 0, 0);
            Thread waiting = crew.start(
                    "producer",
                    () -> assertThrows(InterruptedException.class, () -> {
                        while (domain.ingress().awaitCredit(TimeUnit.SECONDS.toNanos(30))) {
                            Surroundings.spinWait();
                        }
                    }));
            domain.awaitBlocked(waiting);
            waiting.interrupt();
            crew.join();
        }
    }

    /** Places are bounded by credits: a released entry of an ordered flow keeps its credit until its turn has come. */
    @Test
    void shouldReturnTheCreditOfAReleasedOrderedEntryWhenItsTurnHasCome() {
        try (DomainUnderTest domain = limited(SchedulingType.ORDERED, 4)) {
            domain.acceptNumbers(0, 0, 2);
            Delivered head = domain.take(0);
            domain.take(0).release();
            domain.assertInFlight(2);
            head.release();
            domain.assertInFlight(0);
            domain.acceptNumbers(0, 0, 2);
            Delivered again = domain.take(0);
            assertEquals(1, domain.domain().flush(0, (header, payload) -> {}));
            domain.assertInFlight(2);
            again.forwardTo(0);
            domain.assertInFlight(1);
        }
    }

    /** The payload is let go at once, also where the credit waits for its turn. */
    @ParameterizedTest
    @EnumSource
    void shouldLetThePayloadOfAReleasedEntryGo(SchedulingType type) {
        try (DomainUnderTest domain = limited(type, 4)) {
            domain.accept(0, 0, "head");
            if (type == SchedulingType.ORDERED) {
                domain.take(0);
            } else {
                domain.take(0).release();
            }
            WeakReference<Object> payload = releasedPayload(domain);
            domain.await("the payload is collected", () -> {
                System.gc();
                return payload.get() == null;
            });
        }
    }

    private static WeakReference<Object> releasedPayload(DomainUnderTest domain) {
        Object payload = new Object();
        domain.accept(0, 0, payload);
        Burst burst = new Burst(1);
        assertEquals(1, domain.port(0).dequeue(burst, DomainUnderTest.patienceNanos()));
        domain.port(0).release(burst.entry(0));
        return new WeakReference<>(payload);
    }

    @Test
    void shouldKeepTheCreditOfADetachedEntry() {
        require(DeviceCapability.DETACH);
        try (DomainUnderTest domain = limited(SchedulingType.UNORDERED, 1)) {
            domain.accept(0, 0, 0);
            Delivered entry = domain.take(0).detach();
            domain.assertInFlight(1);
            assertEquals(Refusal.NO_CREDIT, domain.offer(0, 0));
            domain.ingress().forward(entry.entry(), EntryHeader.of(0, 0), 1);
            domain.assertInFlight(1);
            long again = domain.take(0).detach().entry();
            domain.ingress().release(again);
            domain.assertInFlight(0);
            assertEquals(Refusal.NONE, domain.offer(0, 0));
        }
    }

    /** Of several causes the narrower limit is told, since the wider one would not help; and the end of the domain before all. */
    @Test
    void shouldTellTheNarrowestOfSeveralLimits() throws InterruptedException {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(4)
                .queue(QueueConfiguration.ordered("o", 3, 2))
                .port(worker(0).withNewEntryThreshold(2))
                .port(worker(0));
        long full = EntryHeader.of(0, 0);
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 2);
            domain.acceptNumbers(0, 1, 2);
            assertEquals(Refusal.NEW_ENTRY_THRESHOLD, domain.port(0).enqueue(full, 1));
            assertEquals(Refusal.REORDER_WINDOW, domain.port(1).enqueue(full, 1));
            assertEquals(Refusal.REORDER_WINDOW, domain.ingress().enqueue(full, 1));
            assertEquals(Refusal.NO_CREDIT, domain.port(1).enqueue(EntryHeader.of(0, 2), 1));
            domain.domain().drain();
            assertEquals(Refusal.STOPPED, domain.port(0).enqueue(full, 1));
            assertEquals(Refusal.STOPPED, domain.ingress().enqueue(full, 1));
        }
    }
}
