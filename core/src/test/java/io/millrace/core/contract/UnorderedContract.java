package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an unordered queue promises: exactly once, and work conservation. */
public abstract class UnorderedContract extends DeviceContract {

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 2, 16", "4, 4, 16", "4, 4, 1", "8, 1, 16"})
    void shouldDeliverEachEntryExactlyOnceToManyThreads(int workers, int producers, int claimDepth) {
        int each = Scale.of(150_000) / producers;
        ExactlyOnceChecker once = new ExactlyOnceChecker("unordered entries", each * producers);
        AtomicInteger left = new AtomicInteger(each * producers);
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(256)
                .queue(QueueConfiguration.unordered("u"))
                .ports(workers, PortConfiguration.linkedTo(0).withClaimDepth(claimDepth));
        try (DomainUnderTest domain = start(configuration);
                Crew crew = domain.crew()) {
            for (int i = 0; i < producers; i++) {
                int first = i * each;
                crew.start("producer " + i, () -> {
                    for (int number = first; number < first + each; number++) {
                        domain.insist(EntryHeader.of(0, 0), number);
                    }
                });
            }
            for (int i = 0; i < workers; i++) {
                int port = i;
                crew.start("worker " + i, () -> {
                    Burst burst = new Burst(1 + port * 4);
                    while (left.get() > 0 && !domain.failed()) {
                        int count = domain.port(port).dequeue(burst, TICK);
                        for (int k = 0; k < count; k++) {
                            once.seen(burst.payload(k) instanceof Integer number ? number : -1);
                        }
                        left.addAndGet(-count);
                    }
                    domain.port(port).dequeue(burst, 0);
                });
            }
            crew.join();
            once.allSeen();
        }
    }

    /** What one port has set aside is taken back by another while the first is busy. */
    @ParameterizedTest
    @EnumSource(names = {"UNORDERED", "ORDERED"})
    void shouldTakeBackWhatABusyPortHasSetAside(SchedulingType type) {
        require(DeviceCapability.TAKE_BACK);
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(queue(type, 1, 32))
                .ports(2, worker(0).withClaimDepth(16));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 12);
            Set<Integer> came = new HashSet<>();
            came.add(domain.take(0).number());
            for (int i = 1; i < 12; i++) {
                came.add(domain.take(1).number());
            }
            assertEquals(12, came.size());
            domain.assertNothingFor(0);
            domain.assertNothingFor(1);
        }
    }

    /** Two ports, one blocked with a full burst of claims behind it: the other finishes everything within a bound. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void shouldFinishEverythingWhileOneWorkerIsBlocked(int claimDepth) {
        require(DeviceCapability.TAKE_BACK);
        int total = 48;
        CountDownLatch others = new CountDownLatch(total - 1);
        AtomicInteger first = new AtomicInteger();
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.unordered("u"))
                .ports(2, worker(0).withClaimDepth(claimDepth));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, total);
            domain.inThreads(2, port -> {
                Burst burst = new Burst(1);
                while (others.getCount() > 0 && !domain.failed()) {
                    if (domain.port(port).dequeue(burst, TICK) == 0) {
                        continue;
                    }
                    if (first.getAndIncrement() == 0) {
                        awaitOthers(others);
                    } else {
                        others.countDown();
                    }
                    domain.port(port).release(burst.entry(0));
                }
            });
            domain.assertInFlight(0);
        }
    }

    /** Entries that wait for each other need all workers at once. */
    @Test
    void shouldRunAsManyEntriesAtOnceAsThereArePorts() {
        int workers = 4;
        CountDownLatch together = new CountDownLatch(workers);
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.unordered("u"))
                .ports(workers, worker(0));
        try (DomainUnderTest domain = start(configuration);
                Crew crew = domain.crew()) {
            for (int i = 0; i < workers; i++) {
                int port = i;
                crew.start("worker " + i, () -> {
                    Burst burst = new Burst(1);
                    assertEquals(1, domain.port(port).dequeue(burst, DomainUnderTest.patienceNanos()));
                    together.countDown();
                    awaitOthers(together);
                    domain.port(port).release(burst.entry(0));
                });
            }
            domain.acceptNumbers(0, 0, workers);
            crew.join();
        }
    }

    /** A claim depth of 1 keeps first-in-first-out start order across ports. */
    @Test
    void shouldStartInOrderAcrossPortsWithAClaimDepthOfOne() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.unordered("u"))
                .ports(3, worker(0).withClaimDepth(1));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 30);
            for (int i = 0; i < 30; i++) {
                assertEquals(i, domain.take(i * 7 % 3).number());
            }
        }
    }

    /** A burst never has more than its capacity or the depth of the device, and the rest comes later. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64})
    void shouldFillABurstToItsCapacityAtMost(int capacity) {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.unordered("u"))
                .port(worker(0));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 64);
            Set<Integer> came = new HashSet<>();
            while (came.size() < 64) {
                List<Delivered> some = domain.takeSome(0, capacity, DomainUnderTest.patienceNanos());
                assertTrue(!some.isEmpty() && some.size() <= device().limits().dequeueDepth(), "entries are due");
                some.forEach(entry -> came.add(entry.number()));
            }
            assertEquals(IntStream.range(0, 64).boxed().collect(Collectors.toSet()), came);
        }
    }

    /** A delivery has no more entries of a queue than the queue allows, and others beside them. */
    @ParameterizedTest
    @EnumSource
    void shouldDeliverNoMoreOfAQueueThanItsDeliveryDepth(SchedulingType type) {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(queue(type, 1, 32).withDeliveryDepth(3))
                .port(worker(0));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 20);
            for (int came = 0; came < 20; ) {
                List<Delivered> some = domain.takeSome(0, 16, DomainUnderTest.patienceNanos());
                assertTrue(!some.isEmpty() && some.size() <= 3, "one delivery had entries=" + some.size());
                came += some.size();
                some.forEach(Delivered::release);
            }
        }
    }

    private static void awaitOthers(CountDownLatch latch) {
        try {
            assertTrue(latch.await(DomainUnderTest.patienceNanos(), TimeUnit.NANOSECONDS), "others are delayed");
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted", interrupted);
        }
    }
}
