package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.PortConfiguration;
import io.millrace.core.PortCounter;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Surroundings;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A port with a threshold for waking sleeps through the first entries, not through the last of so many, and never beyond its time-out. */
public abstract class WakeThresholdContract extends DeviceContract {

    private static final int THRESHOLD = 4;
    private static final long LONG = TimeUnit.SECONDS.toNanos(30);
    private static final long A_WHILE = TimeUnit.MILLISECONDS.toNanos(100);

    private DomainUnderTest start(int queues) {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64);
        int[] linked = new int[queues];
        for (int i = 0; i < queues; i++) {
            configuration.queue(QueueConfiguration.directed("directed " + i));
            linked[i] = i;
        }
        return start(configuration.port(
                PortConfiguration.linkedTo(linked).withExplicitRelease().withWakeThreshold(THRESHOLD)));
    }

    /** Sends all but one of the entries that the port waits for, and lets some time pass in which it must not be woken. */
    private static void sendAllButOne(DomainUnderTest domain, Thread waiter, AtomicInteger came, int queues) {
        domain.awaitBlocked(waiter);
        for (int i = 0; i < THRESHOLD - 1; i++) {
            domain.accept(i % queues, 0, i);
        }
        long begin = Surroundings.nanoTime();
        domain.await("time passes", () -> Surroundings.nanoTime() - begin > A_WHILE);
        assertEquals(0, came.get(), "entries that the port was woken for");
    }

    private static void wakesAtTheThreshold(DomainUnderTest domain, int queues) {
        AtomicInteger came = new AtomicInteger();
        try (Crew crew = domain.crew()) {
            Thread waiter = crew.start("waiter", () -> {
                Burst burst = new Burst(16);
                long begin = Surroundings.nanoTime();
                came.set(domain.port(0).dequeue(burst, LONG));
                long nanos = Surroundings.nanoTime() - begin;
                domain.port(0).enqueue(burst);
                assertTrue(nanos < LONG, "woken, not timed out: nanos=" + nanos);
            });
            sendAllButOne(domain, waiter, came, queues);
            domain.accept(0, 0, THRESHOLD);
            crew.join();
        }
        assertTrue(came.get() > 0, "woken for nothing");
    }

    @Test
    void shouldWakeWhenAsManyWaitAsTheThreshold() {
        try (DomainUnderTest domain = start(1)) {
            wakesAtTheThreshold(domain, 1);
        }
    }

    @Test
    void shouldCountTheEntriesOfAllItsQueues() {
        try (DomainUnderTest domain = start(3)) {
            wakesAtTheThreshold(domain, 3);
        }
    }

    @Test
    void shouldDeliverFewerWhenTheTimeIsOver() {
        try (DomainUnderTest domain = start(1);
                Crew crew = domain.crew()) {
            crew.start("waiter", () -> {
                Burst burst = new Burst(16);
                long begin = Surroundings.nanoTime();
                int count = domain.port(0).dequeue(burst, 4 * A_WHILE);
                long nanos = Surroundings.nanoTime() - begin;
                domain.port(0).enqueue(burst);
                assertTrue(count > 0, "came back with nothing");
                assertTrue(nanos >= 4 * A_WHILE, "woken by fewer than the threshold: nanos=" + nanos);
            });
            domain.await("the port sleeps", () -> domain.domain().counter(0, PortCounter.PARKED) > 0);
            for (int i = 0; i < THRESHOLD - 1; i++) {
                domain.accept(0, 0, i);
            }
            crew.join();
        }
    }

    /** The threshold is about waking only. */
    @Test
    void shouldDeliverAtOnceWhatIsThere() {
        try (DomainUnderTest domain = start(1)) {
            domain.accept(0, 0, 1);
            assertEquals(1, domain.take(0).number());
        }
    }

    @Test
    void shouldComeBackWhenItIsWokenByACall() {
        try (DomainUnderTest domain = start(1);
                Crew crew = domain.crew()) {
            Thread waiter = crew.start("waiter", () -> domain.port(0).dequeue(new Burst(1), Long.MAX_VALUE));
            domain.awaitBlocked(waiter);
            domain.port(0).wake();
            crew.join();
        }
    }

    /** Every entry comes, in as many rounds as there are, whether the port was asleep or not; one lost wake-up would stop the run. */
    @Test
    void shouldLoseNothingBetweenSleepAndThreshold() {
        int rounds = Scale.of(3_000);
        AtomicInteger received = new AtomicInteger();
        try (DomainUnderTest domain = start(2);
                Crew crew = domain.crew()) {
            crew.start("consumer", () -> {
                Burst burst = new Burst(2);
                while (received.get() < rounds * THRESHOLD && !domain.failed()) {
                    int count = domain.port(0).dequeue(burst, LONG);
                    domain.port(0).enqueue(burst);
                    received.addAndGet(count);
                }
            });
            crew.start("producer", () -> {
                for (int round = 1; round <= rounds; round++) {
                    for (int i = 0; i < THRESHOLD; i++) {
                        domain.accept(EntryHeader.of(i % 2, 0), i);
                    }
                    int sent = round * THRESHOLD;
                    // Fewer than the threshold may be left, and then nobody is woken for them.
                    domain.await("round " + round, () -> received.get() > sent - THRESHOLD);
                }
                domain.await("the rest", () -> {
                    domain.port(0).wake();
                    return received.get() == rounds * THRESHOLD;
                });
            });
            crew.join();
        }
    }
}
