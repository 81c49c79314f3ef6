package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.EntryPriority;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights: how queues of equal link priority share a port, and that nothing is shared out to those that have nothing. */
public abstract class WeightContract extends DeviceContract {

    private static final int EACH = 24;
    private static final int DELIVERIES = 8_000;

    private static QueueConfiguration light(SchedulingType type) {
        return queue(type, EACH, EACH);
    }

    private static QueueConfiguration heavy(SchedulingType type) {
        return light(type).withWeight(3);
    }

    private DomainUnderTest start(QueueConfiguration first, QueueConfiguration second) {
        return start(
                DomainConfiguration.credits(3 * EACH).queue(first).queue(second).port(worker(0, 1)));
    }

    private static void fill(DomainUnderTest domain, int queue) {
        for (int i = 0; i < EACH; i++) {
            domain.accept(queue, i, i);
        }
    }

    /** Lets the entries go round, each in its queue, and returns how many were delivered of the second queue for each of the first. */
    private static double ratio(DomainUnderTest domain, int deliveries, int burstSize) {
        Burst burst = new Burst(burstSize);
        int[] served = new int[2];
        while (served[0] + served[1] < deliveries) {
            int count = domain.port(0).dequeue(burst, DomainUnderTest.patienceNanos());
            assertTrue(count > 0, "entries go round for ever");
            for (int i = 0; i < count; i++) {
                served[EntryHeader.queue(burst.header(i))]++;
                burst.forward(i, burst.header(i), burst.payload(i));
            }
            domain.port(0).enqueue(burst);
        }
        return (double) served[1] / Math.max(1, served[0]);
    }

    private static void assertRatio(double expected, double found) {
        assertTrue(found > 0.85 * expected && found < 1.15 * expected, "expected=" + expected + ", found=" + found);
    }

    @ParameterizedTest
    @CsvSource({
        "UNORDERED, 1",
        "UNORDERED, 8",
        "ATOMIC, 1",
        "ATOMIC, 8",
        "ORDERED, 1",
        "ORDERED, 8",
        "DIRECTED, 1",
        "DIRECTED, 8"
    })
    void shouldServeQueuesByTheirWeights(SchedulingType type, int burstSize) {
        try (DomainUnderTest domain = start(light(type), heavy(type))) {
            fill(domain, 0);
            fill(domain, 1);
            assertRatio(3, ratio(domain, DELIVERIES, burstSize));
        }
    }

    /** A look at one queue may set more aside, or give a longer turn, than a look at another: what counts is what is delivered. */
    @ParameterizedTest
    @CsvSource({"UNORDERED, ATOMIC", "ATOMIC, UNORDERED", "ATOMIC, ORDERED", "DIRECTED, ATOMIC"})
    void shouldCountEntriesAndNotLooks(SchedulingType light, SchedulingType heavy) {
        try (DomainUnderTest domain = start(light(light), heavy(heavy))) {
            fill(domain, 0);
            fill(domain, 1);
            assertRatio(3, ratio(domain, DELIVERIES, 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldServeALightQueueThatIsAlone(SchedulingType type) {
        try (DomainUnderTest domain = start(light(type), heavy(type))) {
            fill(domain, 0);
            assertEquals(EACH, domain.take(0, EACH).size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldGiveNothingForTheTimeInWhichAQueueWasEmpty(int busy) {
        try (DomainUnderTest domain = start(light(SchedulingType.UNORDERED), heavy(SchedulingType.UNORDERED))) {
            fill(domain, busy);
            ratio(domain, DELIVERIES, 1);
            fill(domain, 1 - busy);
            double ratio = ratio(domain, DELIVERIES / 10, 1);
            assertTrue(ratio > 2 && ratio < 4, "soon after: expected=3, found=" + ratio);
        }
    }

    @Test
    void shouldCompareLinksBeforeWeights() {
        List<LinkConfiguration> links = List.of(
                new LinkConfiguration(0, EntryPriority.HIGHEST), new LinkConfiguration(1, EntryPriority.LOWEST));
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(2 * EACH)
                .queue(light(SchedulingType.UNORDERED))
                .queue(heavy(SchedulingType.UNORDERED))
                .port(PortConfiguration.linked(links).withExplicitRelease().withClaimDepth(1));
        try (DomainUnderTest domain = start(configuration)) {
            fill(domain, 0);
            fill(domain, 1);
            for (int i = 0; i < EACH; i++) {
                assertEquals(0, domain.take(0).queue());
            }
        }
    }

    @Test
    void shouldFollowAWeightThatChanges() {
        require(DeviceCapability.QUEUE_WEIGHTS);
        try (DomainUnderTest domain = start(light(SchedulingType.UNORDERED), light(SchedulingType.UNORDERED))) {
            fill(domain, 0);
            fill(domain, 1);
            assertRatio(1, ratio(domain, DELIVERIES, 4));
            domain.domain().weight(1, 5);
            assertRatio(5, ratio(domain, DELIVERIES, 4));
            domain.domain().weight(0, 10);
            assertRatio(0.5, ratio(domain, DELIVERIES, 4));
            domain.domain().weight(0, 5);
            assertRatio(1, ratio(domain, DELIVERIES, 4));
        }
    }

    @Test
    void shouldTellTheWeightThatItHas() {
        require(DeviceCapability.QUEUE_WEIGHTS);
        try (DomainUnderTest domain = start(light(SchedulingType.UNORDERED), heavy(SchedulingType.UNORDERED))) {
            assertEquals(1, domain.domain().weight(0));
            assertEquals(3, domain.domain().weight(1));
            domain.domain().weight(0, QueueConfiguration.MAX_WEIGHT);
            assertEquals(QueueConfiguration.MAX_WEIGHT, domain.domain().weight(0));
            assertEquals(3, domain.domain().weight(1));
        }
    }

    @Test
    void shouldRefuseToChangeAWeightToWhatItCannotBe() {
        require(DeviceCapability.QUEUE_WEIGHTS);
        try (DomainUnderTest domain = start(light(SchedulingType.UNORDERED), heavy(SchedulingType.UNORDERED))) {
            for (int weight : new int[] {0, -1, QueueConfiguration.MAX_WEIGHT + 1}) {
                assertThrows(
                        IllegalArgumentException.class, () -> domain.domain().weight(1, weight));
            }
            assertThrows(IndexOutOfBoundsException.class, () -> domain.domain().weight(2, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> domain.domain().weight(-1, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> domain.domain().weight(2));
            assertEquals(3, domain.domain().weight(1), "nothing has changed");
        }
    }
}
