package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.Port;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import io.millrace.core.Surroundings;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a dequeue waits, and every way in which it comes back. No wake-up is lost. */
public abstract class WaitingContract extends DeviceContract {

    private static final long LONG = TimeUnit.SECONDS.toNanos(30);
    private static final long AT_ONCE = TimeUnit.SECONDS.toNanos(3);

    private DomainUnderTest oneQueue(SchedulingType type, int ports) {
        return start(DomainConfiguration.credits(64).queue(queue(type, 4, 16)).ports(ports, worker(0)));
    }

    private static long nanosOf(Crew.Body body) throws Exception {
        long start = Surroundings.nanoTime();
        body.run();
        return Surroundings.nanoTime() - start;
    }

    @Test
    void shouldLookOnceWithoutTimeout() throws Exception {
        try (DomainUnderTest domain = oneQueue(SchedulingType.UNORDERED, 1)) {
            Burst burst = new Burst(4);
            long nanos = nanosOf(() -> assertEquals(0, domain.port(0).dequeue(burst, 0)));
            assertTrue(nanos < AT_ONCE, "looked for nanos=" + nanos);
            domain.accept(0, 0, 1);
            assertEquals(1, domain.port(0).dequeue(burst, 0));
            domain.port(0).release(burst.entry(0));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000, 1_000_000, 20_000_000, 200_000_000})
    void shouldComeBackWhenTheTimeIsOverAndNotBefore(long timeoutNanos) throws Exception {
        try (DomainUnderTest domain = oneQueue(SchedulingType.UNORDERED, 1)) {
            Burst burst = new Burst(4);
            long nanos = nanosOf(() -> assertEquals(0, domain.port(0).dequeue(burst, timeoutNanos)));
            assertTrue(nanos >= timeoutNanos, "came back early: nanos=" + nanos);
            assertTrue(nanos < timeoutNanos + AT_ONCE, "came back late: nanos=" + nanos);
        }
    }

    @Test
    void shouldClearTheBurstThatGetsNothing() {
        try (DomainUnderTest domain = oneQueue(SchedulingType.UNORDERED, 1)) {
            domain.accept(0, 0, 1);
            Burst burst = new Burst(4);
            assertEquals(1, domain.port(0).dequeue(burst, DomainUnderTest.patienceNanos()));
            domain.port(0).release(burst.entry(0));
            assertEquals(0, domain.port(0).dequeue(burst, 0));
            assertEquals(0, burst.count());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldComeBackEarlyWhenAnEntryArrives(SchedulingType type) {
        try (DomainUnderTest domain = oneQueue(type, 1)) {
            for (long timeoutNanos : new long[] {LONG, Long.MAX_VALUE}) {
                try (Crew crew = domain.crew()) {
                    Thread waiter = crew.start("waiter", () -> {
                        Burst burst = new Burst(1);
                        long nanos =
                                nanosOf(() -> assertEquals(1, domain.port(0).dequeue(burst, timeoutNanos)));
                        domain.port(0).release(burst.entry(0));
                        assertTrue(nanos < LONG, "woken, not timed out: nanos=" + nanos);
                    });
                    domain.awaitBlocked(waiter);
                    domain.accept(0, 0, 1);
                    crew.join();
                }
            }
        }
    }

    /** One arrival wakes one that can take it, though others wait that cannot. */
    @Test
    void shouldWakeAPortThatIsLinkedToTheQueue() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16)
                .queue(QueueConfiguration.unordered("a"))
                .queue(QueueConfiguration.directed("b"))
                .ports(2, worker(0))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration)) {
            for (int round = 0; round < 100; round++) {
                try (Crew crew = domain.crew()) {
                    int queue = round % 2;
                    AtomicInteger came = new AtomicInteger();
                    Thread[] waiters = new Thread[3];
                    for (int i = 0; i < 3; i++) {
                        int port = i;
                        waiters[i] = crew.start("waiter " + i, () -> {
                            Burst burst = new Burst(1);
                            while (came.get() == 0 && !domain.failed()) {
                                if (domain.port(port).dequeue(burst, LONG) == 1) {
                                    came.incrementAndGet();
                                    domain.port(port).release(burst.entry(0));
                                }
                            }
                        });
                    }
                    for (Thread waiter : waiters) {
                        domain.awaitBlocked(waiter);
                    }
                    domain.accept(queue, 0, round);
                    domain.await("delivery of round " + round, () -> came.get() == 1);
                    for (int port = 0; port < 3; port++) {
                        domain.port(port).wake();
                    }
                    crew.join();
                    for (int port = 0; port < 3; port++) {
                        domain.assertNothingFor(port);
                    }
                }
            }
        }
    }

    @Test
    void shouldComeBackWhenWokenDuringTheWait() {
        try (DomainUnderTest domain = oneQueue(SchedulingType.UNORDERED, 1);
                Crew crew = domain.crew()) {
            Thread waiter = crew.start("waiter", () -> {
                long nanos = nanosOf(() -> assertEquals(0, domain.port(0).dequeue(new Burst(1), LONG)));
                assertTrue(nanos < LONG, "woken, not timed out: nanos=" + nanos);
            });
            domain.awaitBlocked(waiter);
            domain.port(0).wake();
            crew.join();
        }
    }

    @Test
    void shouldComeBackWhenWokenBeforeTheWaitAndOnlyOnce() throws Exception {
        try (DomainUnderTest domain = oneQueue(SchedulingType.UNORDERED, 1)) {
            for (int round = 0; round < 10; round++) {
                domain.port(0).wake();
                long woken = nanosOf(() -> assertEquals(0, domain.port(0).dequeue(new Burst(1), LONG)));
                assertTrue(woken < LONG, "woken, not timed out: nanos=" + woken);
                long wait = TimeUnit.MILLISECONDS.toNanos(5);
                long waited = nanosOf(() -> assertEquals(0, domain.port(0).dequeue(new Burst(1), wait)));
                assertTrue(waited >= wait, "one wake, one return: nanos=" + waited);
            }
        }
    }

    /** Only a dequeue that has to wait uses a wake up: one that looks once, or finds something at once, does not. */
    @Test
    void shouldKeepAWakeForTheDequeueThatWaits() throws Exception {
        try (DomainUnderTest domain = oneQueue(SchedulingType.UNORDERED, 1)) {
            for (boolean found : new boolean[] {false, true}) {
                domain.port(0).wake();
                if (found) {
                    domain.accept(0, 0, 1);
                    domain.take(0).release();
                } else {
                    domain.assertNothingFor(0);
                }
                long woken = nanosOf(() -> assertEquals(0, domain.port(0).dequeue(new Burst(1), LONG)));
                assertTrue(woken < LONG, "woken, not timed out: nanos=" + woken);
            }
        }
    }

    /** A wake at any moment around the beginning of a wait is not lost. */
    @Test
    void shouldNotLoseAWakeThatRacesWithTheWait() {
        int rounds = Scale.of(5_000);
        AtomicInteger ready = new AtomicInteger();
        try (DomainUnderTest domain = oneQueue(SchedulingType.UNORDERED, 1);
                Crew crew = domain.crew()) {
            crew.start("waiter", () -> {
                Burst burst = new Burst(1);
                for (int round = 1; round <= rounds; round++) {
                    ready.set(round);
                    long nanos = nanosOf(() -> assertEquals(0, domain.port(0).dequeue(burst, LONG)));
                    assertTrue(nanos < LONG, "lost wake");
                }
            });
            crew.start("waker", () -> {
                for (int round = 1; round <= rounds; round++) {
                    while (ready.get() < round && !domain.failed()) {
                        Surroundings.spinWait();
                    }
                    domain.port(0).wake();
                }
            });
            crew.join();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldComeBackWithTheStatusSetWhenInterrupted(boolean before) {
        try (DomainUnderTest domain = oneQueue(SchedulingType.UNORDERED, 1);
                Crew crew = domain.crew()) {
            Thread waiter = crew.start("waiter", () -> {
                if (before) {
                    Thread.currentThread().interrupt();
                }
                long nanos = nanosOf(() -> assertEquals(0, domain.port(0).dequeue(new Burst(1), LONG)));
                assertTrue(nanos < LONG, "interrupted, not timed out: nanos=" + nanos);
                assertTrue(Thread.currentThread().isInterrupted(), "the status stays set");
            });
            if (!before) {
                domain.awaitBlocked(waiter);
                waiter.interrupt();
            }
            crew.join();
            domain.accept(0, 0, 5);
            assertEquals(5, domain.take(0).number(), "the port is of use afterwards");
        }
    }

    /** Single hand-offs to idle ports, each sent when the one before has come: a lost wake-up stops the run. */
    @ParameterizedTest
    @CsvSource({"UNORDERED, 1", "UNORDERED, 2", "UNORDERED, 4", "ATOMIC, 2", "ORDERED, 2", "DIRECTED, 1"})
    void shouldHandOverSingleEntriesToIdlePorts(SchedulingType type, int workers) {
        int total = Scale.of(type == SchedulingType.UNORDERED && workers == 2 ? 100_000 : 20_000);
        AtomicInteger received = new AtomicInteger();
        try (DomainUnderTest domain = oneQueue(type, workers);
                Crew crew = domain.crew()) {
            for (int i = 0; i < workers; i++) {
                int port = i;
                crew.start("worker " + i, () -> {
                    Burst burst = new Burst(4);
                    while (received.get() < total && !domain.failed()) {
                        int count = domain.port(port).dequeue(burst, Long.MAX_VALUE);
                        for (int k = 0; k < count; k++) {
                            domain.port(port).release(burst.entry(k));
                            received.incrementAndGet();
                        }
                    }
                });
            }
            crew.start("producer", () -> {
                for (int i = 0; i < total; i++) {
                    domain.accept(EntryHeader.of(0, i % 4), i);
                    awaitCount(domain, received, i + 1);
                }
                for (int port = 0; port < workers; port++) {
                    domain.port(port).wake();
                }
            });
            crew.join();
            assertEquals(total, received.get());
        }
    }

    /** The same through two queues, one to three at a time, by ports that promise to come back at once, and do. */
    @ParameterizedTest
    @CsvSource({"UNORDERED, 2", "ATOMIC, 2", "ORDERED, 2", "ORDERED, 4"})
    void shouldHandOverEntriesOfPortsThatReturnPromptly(SchedulingType type, int workers) {
        int total = Scale.of(30_000);
        AtomicInteger received = new AtomicInteger();
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(queue(type, 4, 16))
                .queue(QueueConfiguration.atomic("last", 4))
                .ports(workers, worker(0, 1).withPromptReturn());
        try (DomainUnderTest domain = start(configuration);
                Crew crew = domain.crew()) {
            for (int i = 0; i < workers; i++) {
                Port port = domain.port(i);
                crew.start("worker " + i, () -> {
                    Burst burst = new Burst(2);
                    while (received.get() < total && !domain.failed()) {
                        port.dequeue(burst, Long.MAX_VALUE);
                        for (int k = 0; k < burst.count(); k++) {
                            passOn(port, burst, k, received);
                        }
                    }
                });
            }
            crew.start("producer", () -> {
                for (int sent = 0; sent < total; ) {
                    for (int more = sent % 3; more >= 0 && sent < total; more--) {
                        domain.accept(EntryHeader.of(0, sent % 4), sent);
                        sent++;
                    }
                    awaitCount(domain, received, sent);
                }
                for (int port = 0; port < workers; port++) {
                    domain.port(port).wake();
                }
            });
            crew.join();
            assertEquals(total, received.get());
        }
    }

    private static void passOn(Port port, Burst burst, int index, AtomicInteger received) {
        long header = burst.header(index);
        if (EntryHeader.queue(header) == 0) {
            port.forward(burst.entry(index), EntryHeader.of(1, EntryHeader.flow(header)), burst.payload(index));
        } else {
            // Counted first: afterwards the port has promised to dequeue.
            received.incrementAndGet();
            port.release(burst.entry(index));
        }
    }

    private static void awaitCount(DomainUnderTest domain, AtomicInteger received, int count) {
        long deadline = Surroundings.nanoTime() + DomainUnderTest.patienceNanos();
        for (int spins = 0; received.get() < count; spins++) {
            if (spins % 64 == 63) {
                Surroundings.giveWay();
                domain.throwFailure();
                assertTrue(Surroundings.nanoTime() < deadline, "hand-off was lost: number=" + count);
            }
        }
    }
}
