package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.EntryPriority;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Priorities of entries and of links: what comes first, and that what comes last comes. */
public abstract class PriorityContract extends DeviceContract {

    private static final int EACH = 3;
    private static final int LEAST_DELIVERIES = 20_000;
    private static final int MOST_DELIVERIES = 2_000_000;

    private static long header(int queue, int flow, int priority) {
        return EntryHeader.withPriority(EntryHeader.of(queue, flow), priority);
    }

    private DomainUnderTest one(SchedulingType type, int flows) {
        require(DeviceCapability.ENTRY_PRIORITY);
        return start(
                DomainConfiguration.credits(64).queue(queue(type, flows, 32)).port(worker(0)));
    }

    /** Mixed priorities, drained by one port: bins in order, first in first out in a bin. */
    @ParameterizedTest
    @EnumSource
    void shouldServeHigherPrioritiesFirstAndOneByAge(SchedulingType type) {
        List<Integer> arrivals = new ArrayList<>();
        for (int i = 0; i < EACH * EntryPriority.LEVELS; i++) {
            arrivals.add(i % EntryPriority.LEVELS);
        }
        Collections.shuffle(arrivals, new Random(42));
        try (DomainUnderTest domain = one(type, arrivals.size())) {
            for (int i = 0; i < arrivals.size(); i++) {
                domain.accept(header(0, i, arrivals.get(i)), i);
            }
            int priority = EntryPriority.HIGHEST;
            int last = -1;
            for (int i = 0; i < arrivals.size(); i++) {
                Delivered entry = domain.take(0);
                assertEquals(i / EACH, entry.priority(), "place " + i);
                assertEquals(arrivals.get(entry.number()), entry.priority(), "entry " + entry.number());
                last = entry.priority() == priority ? last : -1;
                priority = entry.priority();
                assertTrue(entry.number() > last, "in one bin " + entry.number() + " came after " + last);
                last = entry.number();
                entry.release();
            }
        }
    }

    /** A higher priority that arrives late passes everything that is not delivered or set aside. */
    @ParameterizedTest
    @EnumSource
    void shouldLetALateHigherPriorityPass(SchedulingType type) {
        require(DeviceCapability.ENTRY_PRIORITY);
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(queue(type, 40, 32))
                .port(worker(0).withClaimDepth(1));
        try (DomainUnderTest domain = start(configuration)) {
            for (int i = 0; i < 20; i++) {
                domain.accept(header(0, i, EntryPriority.NORMAL), i);
            }
            domain.take(0).release();
            domain.accept(header(0, 30, EntryPriority.HIGHEST), 30);
            int passed = 0;
            Delivered entry = domain.take(0);
            while (entry.number() != 30) {
                entry.release();
                passed++;
                entry = domain.take(0);
            }
            assertTrue(passed <= 1, "a ready higher priority was passed over by entries=" + passed);
        }
    }

    @Test
    void shouldServeQueuesInTheOrderOfTheirLinks() {
        LinkConfiguration low = new LinkConfiguration(0, EntryPriority.LOWEST);
        LinkConfiguration high = new LinkConfiguration(1, EntryPriority.HIGHEST);
        LinkConfiguration normal = LinkConfiguration.to(2);
        PortConfiguration port = PortConfiguration.linked(List.of(low, high, normal))
                .withClaimDepth(1)
                .withExplicitRelease();
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.unordered("low"))
                .queue(QueueConfiguration.unordered("high"))
                .queue(QueueConfiguration.unordered("normal"))
                .port(port);
        try (DomainUnderTest domain = start(configuration)) {
            for (int queue = 0; queue < 3; queue++) {
                domain.acceptNumbers(queue, 0, 5);
            }
            int[] expected = {1, 2, 0};
            for (int i = 0; i < 15; i++) {
                Delivered entry = domain.take(0);
                assertEquals(expected[i / 5], entry.queue(), "place " + i);
                assertEquals(i % 5, entry.number());
                entry.release();
            }
        }
    }

    /** The link decides between queues, whatever the entries say. */
    @Test
    void shouldCompareLinksBeforeEntries() {
        require(DeviceCapability.ENTRY_PRIORITY);
        List<LinkConfiguration> links = List.of(
                new LinkConfiguration(0, EntryPriority.HIGHEST), new LinkConfiguration(1, EntryPriority.LOWEST));
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16)
                .queue(QueueConfiguration.unordered("first"))
                .queue(QueueConfiguration.unordered("second"))
                .port(PortConfiguration.linked(links).withClaimDepth(1).withExplicitRelease());
        try (DomainUnderTest domain = start(configuration)) {
            domain.accept(header(1, 0, EntryPriority.HIGHEST), 1);
            domain.accept(header(0, 0, EntryPriority.LOWEST), 0);
            assertEquals(0, domain.take(0).number());
            assertEquals(1, domain.take(0).number());
        }
    }

    /**
     * Under endless load of the highest priority the lowest gets about one percent. Where a port goes on with a flow for a while that is one percent of
     * such turns, of which a fast machine has few in a given number of deliveries.
     */
    @ParameterizedTest
    @EnumSource
    void shouldNotStarveLowerPriorities(SchedulingType type) {
        try (DomainUnderTest domain = one(type, 64)) {
            int[] served = new int[EntryPriority.LEVELS];
            for (int priority = 0; priority < EntryPriority.LEVELS; priority++) {
                for (int i = 0; i < 4; i++) {
                    domain.accept(header(0, priority * 4 + i, priority), priority);
                }
            }
            int deliveries = 0;
            while (deliveries < LEAST_DELIVERIES
                    || (!isEachServed(served, deliveries) && deliveries < MOST_DELIVERIES)) {
                Delivered entry = domain.take(0);
                served[entry.priority()]++;
                domain.port(0).forward(entry.entry(), entry.header(), entry.payload());
                deliveries++;
            }
            assertTrue(
                    served[EntryPriority.HIGHEST] > deliveries / 2,
                    "the highest is served most: " + served[0] + " of " + deliveries);
            assertTrue(
                    isEachServed(served, deliveries),
                    "too little for lower ones of " + deliveries + ": " + Arrays.toString(served));
        }
    }

    /** Returns whether the lower levels together got half a percent at least, and the lowest something. */
    private static boolean isEachServed(int[] served, int deliveries) {
        int guarded = Arrays.stream(served, 1, EntryPriority.LEVELS).sum();
        return guarded >= deliveries / 200 && served[EntryPriority.LOWEST] > 0;
    }

    /** Two levels with endless load: the lower gets about one percent. */
    @Test
    void shouldGiveTheLowestPriorityAboutOnePercent() {
        try (DomainUnderTest domain = one(SchedulingType.UNORDERED, 1)) {
            for (int i = 0; i < 4; i++) {
                domain.accept(header(0, 0, EntryPriority.HIGHEST), 0);
                domain.accept(header(0, 0, EntryPriority.LOWEST), 1);
            }
            int low = 0;
            for (int i = 0; i < 20_000; i++) {
                Delivered entry = domain.take(0);
                low += entry.number();
                domain.port(0).forward(entry.entry(), entry.header(), entry.payload());
            }
            assertTrue(low >= 100 && low < 4000, "the lowest got " + low + " of 20000");
        }
    }

    @Test
    void shouldNotStarveQueuesWithLowLinks() {
        List<LinkConfiguration> links = List.of(
                new LinkConfiguration(0, EntryPriority.HIGHEST), new LinkConfiguration(1, EntryPriority.LOWEST));
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16)
                .queue(QueueConfiguration.unordered("busy"))
                .queue(QueueConfiguration.unordered("low"))
                .port(PortConfiguration.linked(links).withClaimDepth(1).withExplicitRelease());
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 4);
            domain.acceptNumbers(1, 0, 4);
            int low = 0;
            for (int i = 0; i < 20_000; i++) {
                Delivered entry = domain.take(0);
                low += entry.queue();
                entry.forwardTo(entry.queue());
            }
            assertTrue(low > 0 && low < 4000, "the queue with the lowest link got " + low + " of 20000");
        }
    }
}
