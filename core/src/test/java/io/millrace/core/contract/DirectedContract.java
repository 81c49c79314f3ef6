package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.QueueConfiguration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a directed queue promises: its one port gets everything, in the order in which each producer appended. */
public abstract class DirectedContract extends DeviceContract {

    @Test
    void shouldDeliverToTheLinkedPortOnly() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16)
                .queue(QueueConfiguration.directed("left"))
                .queue(QueueConfiguration.directed("right"))
                .port(worker(0))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 8);
            domain.assertNothingFor(1);
            domain.acceptNumbers(1, 0, 1);
            assertEquals(0, domain.take(1).number());
            domain.assertNothingFor(1);
            assertEquals(IntStream.range(0, 8).boxed().toList(), domain.takeNumbers(0, 8));
        }
    }

    /** Entries of a directed queue overlap at their port; nothing is waited for. */
    @Test
    void shouldDeliverMoreWhileEntriesAreHeld() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16)
                .queue(QueueConfiguration.directed("d"))
                .port(worker(0));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 16);
            List<Delivered> entries = domain.take(0, 16);
            for (int i = 0; i < 16; i++) {
                assertEquals(i, entries.get(i).number());
            }
        }
    }

    @Test
    void shouldServeADirectedQueueBesideOthersOnOnePort() {
        require(DeviceCapability.DIRECTED_ON_SHARED_PORT);
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.directed("mine"))
                .queue(QueueConfiguration.unordered("shared"))
                .port(worker(0, 1))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 8);
            domain.acceptNumbers(1, 0, 8);
            for (int i = 0; i < 8; i++) {
                assertEquals(1, domain.take(1).queue());
            }
            domain.assertNothingFor(1);
            assertEquals(IntStream.range(0, 8).boxed().toList(), domain.takeNumbers(0, 8));
        }
    }

    /** Several producers by ingress and one by a port; the consumer keeps the expected sequence of each, in one thread. */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 1", "3, 16", "8, 64"})
    void shouldKeepTheOrderOfEachProducer(int producers, int burst) {
        int each = Scale.of(120_000) / producers;
        SequenceChecker sequence = new SequenceChecker("directed producers", producers);
        AtomicInteger left = new AtomicInteger(each * producers);
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(256)
                .queue(QueueConfiguration.directed("d"))
                .port(worker(0));
        try (DomainUnderTest domain = start(configuration);
                Crew crew = domain.crew()) {
            for (int i = 0; i < producers; i++) {
                int producer = i;
                crew.start("producer " + i, () -> {
                    for (long number = 0; number < each; number++) {
                        domain.insist(EntryHeader.of(0, producer), number);
                    }
                });
            }
            crew.start("consumer", () -> {
                Burst delivery = new Burst(burst);
                while (left.get() > 0 && !domain.failed()) {
                    int count = domain.port(0).dequeue(delivery, TimeUnit.MILLISECONDS.toNanos(100));
                    for (int i = 0; i < count; i++) {
                        Object payload = delivery.payload(i);
                        long number = payload instanceof Long sent ? sent : -1;
                        sequence.next(EntryHeader.flow(delivery.header(i)), number);
                        domain.port(0).release(delivery.entry(i));
                    }
                    left.addAndGet(-count);
                }
            });
            crew.join();
            for (int producer = 0; producer < producers; producer++) {
                sequence.ended(producer, each);
            }
        }
    }

    /** A consumer that sends to itself never runs out of credit. */
    @Test
    void shouldForwardToItselfWithoutEnd() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(2)
                .queue(QueueConfiguration.directed("d"))
                .port(worker(0));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 2);
            for (int i = 0; i < 2000; i++) {
                Delivered entry = domain.take(0);
                assertEquals(i % 2, entry.number());
                entry.forwardTo(0);
            }
            domain.assertInFlight(2);
            assertTrue(!domain.domain().isIdle());
        }
    }
}
