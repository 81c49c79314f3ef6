package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.core.ConfigurationException;
import io.millrace.core.ConfigurationRefusal;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.SchedulingType;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device refuses to open: one test for each cause, and nothing is left behind. */
public abstract class ConfigurationContract extends DeviceContract {

    private static final QueueConfiguration UNORDERED = QueueConfiguration.unordered("u");

    private void refused(ConfigurationRefusal cause, DomainConfiguration.Builder configuration) {
        ConfigurationException refusal = assertThrows(ConfigurationException.class, () -> {
            SchedulingDomain opened = device().open(configuration.build());
            opened.close();
        });
        assertEquals(cause, refusal.refusal(), refusal.getMessage());
        assertFalse(String.valueOf(refusal.getMessage()).isBlank(), "the message says what was asked and available");
    }

    private static DomainConfiguration.Builder usual() {
        return DomainConfiguration.credits(16).queue(UNORDERED);
    }

    private static DomainConfiguration.Builder with(QueueConfiguration queue) {
        return DomainConfiguration.credits(16).queue(queue).port(PortConfiguration.linkedTo(0));
    }

    private void smallEnoughToTry(String what, int limit) {
        assume(limit < 100_000, "a limit that a test can pass: " + what + "=" + limit);
    }

    @Test
    void shouldRefuseADomainWithoutQueues() {
        refused(ConfigurationRefusal.EMPTY, DomainConfiguration.credits(16));
    }

    @Test
    void shouldRefuseADomainWithoutPorts() {
        refused(ConfigurationRefusal.EMPTY, usual());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void shouldRefuseADomainWithoutCredits(int credits) {
        refused(
                ConfigurationRefusal.CREDITS,
                DomainConfiguration.credits(credits).queue(UNORDERED).port(PortConfiguration.linkedTo(0)));
    }

    @Test
    void shouldRefuseMoreCreditsThanItHas() {
        int limit = device().limits().credits();
        assume(limit < Integer.MAX_VALUE, "a limit of credits");
        refused(
                ConfigurationRefusal.CREDITS,
                DomainConfiguration.credits(limit + 1).queue(UNORDERED).port(PortConfiguration.linkedTo(0)));
    }

    @Test
    void shouldRefuseMoreQueuesThanItHas() {
        int limit = device().limits().queues();
        smallEnoughToTry("queues", limit);
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16);
        for (int i = 0; i <= limit; i++) {
            configuration.queue(UNORDERED);
        }
        int linkable = Math.min(limit, EntryHeader.MAX_QUEUE) + 1;
        configuration.port(
                PortConfiguration.linkedTo(IntStream.range(0, linkable).toArray()));
        refused(ConfigurationRefusal.QUEUES, configuration);
    }

    @Test
    void shouldRefuseMorePortsThanItHas() {
        int limit = device().limits().ports();
        smallEnoughToTry("ports", limit);
        refused(ConfigurationRefusal.PORTS, usual().ports(limit + 1, PortConfiguration.linkedTo(0)));
    }

    @ParameterizedTest
    @EnumSource(names = {"ATOMIC", "ORDERED"})
    void shouldRefuseQueuesWithoutFlows(SchedulingType type) {
        require(DeviceCapability.valueOf(type.name()));
        refused(ConfigurationRefusal.FLOWS, with(queue(type, 0, 4)));
        refused(ConfigurationRefusal.FLOWS, with(queue(type, -1, 4)));
    }

    @ParameterizedTest
    @EnumSource(names = {"ATOMIC", "ORDERED"})
    void shouldRefuseMoreFlowsThanItHas(SchedulingType type) {
        require(DeviceCapability.valueOf(type.name()));
        int limit = device().limits().flowsPerQueue();
        assume(limit < Integer.MAX_VALUE, "a limit of flows");
        refused(ConfigurationRefusal.FLOWS, with(queue(type, limit + 1, 4)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void shouldRefuseOrderedQueuesWithoutAWindow(int window) {
        require(DeviceCapability.ORDERED);
        refused(ConfigurationRefusal.REORDER_WINDOW, with(QueueConfiguration.ordered("o", 1, window)));
    }

    /** One stalled flow could take all credits. */
    @ParameterizedTest
    @ValueSource(ints = {16, 17, Integer.MAX_VALUE})
    void shouldRefuseAWindowAsLargeAsTheCredits(int window) {
        require(DeviceCapability.ORDERED);
        refused(ConfigurationRefusal.REORDER_WINDOW, with(QueueConfiguration.ordered("o", 1, window)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void shouldRefuseAClaimDepthOfNothing(int depth) {
        PortConfiguration port = PortConfiguration.linkedTo(0).withClaimDepth(depth);
        refused(ConfigurationRefusal.DEQUEUE_DEPTH, usual().port(port));
    }

    @Test
    void shouldRefuseAClaimDepthThatItCannotServe() {
        int limit = device().limits().dequeueDepth();
        assume(limit < Integer.MAX_VALUE, "a limit of the dequeue depth");
        PortConfiguration port = PortConfiguration.linkedTo(0).withClaimDepth(limit + 1);
        refused(ConfigurationRefusal.DEQUEUE_DEPTH, usual().port(port));
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseADeliveryDepthOfNothing(SchedulingType type) {
        require(DeviceCapability.valueOf(type.name()));
        refused(ConfigurationRefusal.DEQUEUE_DEPTH, with(queue(type, 1, 4).withDeliveryDepth(0)));
        refused(ConfigurationRefusal.DEQUEUE_DEPTH, with(queue(type, 1, 4).withDeliveryDepth(-1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 17, Integer.MAX_VALUE - 1})
    void shouldRefuseAThresholdOutsideTheCredits(int threshold) {
        PortConfiguration port = PortConfiguration.linkedTo(0).withNewEntryThreshold(threshold);
        refused(ConfigurationRefusal.NEW_ENTRY_THRESHOLD, usual().port(port));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, PortConfiguration.NO_THRESHOLD})
    void shouldTakeEveryThresholdWithinTheCredits(int threshold) {
        PortConfiguration port = PortConfiguration.linkedTo(0).withNewEntryThreshold(threshold);
        try (DomainUnderTest domain = start(usual().port(port))) {
            domain.accept(0, 0, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 17, QueueConfiguration.NO_LIMIT - 1})
    void shouldRefuseExecutionCreditsOutsideTheCredits(int credits) {
        require(DeviceCapability.EXECUTION_CREDITS);
        refused(ConfigurationRefusal.EXECUTION_CREDITS, with(UNORDERED.withExecutionCredits(credits)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, QueueConfiguration.MAX_WEIGHT + 1, Integer.MAX_VALUE})
    void shouldRefuseAWeightOutOfRange(int weight) {
        require(DeviceCapability.QUEUE_WEIGHTS);
        refused(ConfigurationRefusal.WEIGHT, with(UNORDERED.withWeight(weight)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 17, PortConfiguration.NO_LIMIT - 1})
    void shouldRefuseALimitOfHeldEntriesOutsideTheCredits(int limit) {
        require(DeviceCapability.HOLD_LIMIT);
        PortConfiguration port = PortConfiguration.linkedTo(0).withHoldLimit(limit);
        refused(ConfigurationRefusal.HOLD_LIMIT, usual().port(port));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 17, Integer.MAX_VALUE})
    void shouldRefuseAThresholdForWakingOutsideTheCredits(int threshold) {
        require(DeviceCapability.WAKE_THRESHOLD);
        PortConfiguration port = PortConfiguration.linkedTo(0).withWakeThreshold(threshold);
        DomainConfiguration.Builder configuration =
                DomainConfiguration.credits(16).queue(QueueConfiguration.directed("d"));
        refused(ConfigurationRefusal.WAKE_THRESHOLD, configuration.port(port));
    }

    /** An entry of another type would lie beside an idle port. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIRECTED")
    void shouldRefuseAThresholdForWakingAtOtherQueues(SchedulingType type) {
        require(DeviceCapability.valueOf(type.name()));
        require(DeviceCapability.WAKE_THRESHOLD);
        PortConfiguration port = PortConfiguration.linkedTo(0, 1).withWakeThreshold(2);
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16)
                .queue(QueueConfiguration.directed("d"))
                .queue(queue(type, 4, 4))
                .port(port);
        refused(ConfigurationRefusal.WAKE_THRESHOLD, configuration);
    }

    @Test
    void shouldRefuseALinkToAQueueThatDoesNotExist() {
        refused(ConfigurationRefusal.UNKNOWN_QUEUE, usual().port(PortConfiguration.linkedTo(0, 1)));
    }

    @Test
    void shouldRefuseALinkTwice() {
        refused(ConfigurationRefusal.UNKNOWN_QUEUE, usual().port(PortConfiguration.linkedTo(0, 0)));
    }

    @Test
    void shouldRefuseAQueueThatNobodyServes() {
        refused(ConfigurationRefusal.UNLINKED_QUEUE, usual().queue(UNORDERED).port(PortConfiguration.linkedTo(0)));
    }

    @Test
    void shouldRefuseAPortThatServesNothing() {
        refused(
                ConfigurationRefusal.UNLINKED_PORT,
                usual().port(PortConfiguration.linkedTo(0)).port(PortConfiguration.linkedTo()));
    }

    /** Rule 10 of eventdev: any second link of a single-link queue fails. */
    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void shouldRefuseADirectedQueueWithMoreThanOneLink(int links) {
        require(DeviceCapability.DIRECTED);
        refused(
                ConfigurationRefusal.DIRECTED_LINKS,
                DomainConfiguration.credits(16)
                        .queue(QueueConfiguration.directed("d"))
                        .ports(links, PortConfiguration.linkedTo(0)));
    }

    @Test
    void shouldRefuseMoreLinksThanAPortHas() {
        int limit = device().limits().linksPerPort();
        assume(limit < device().limits().queues(), "fewer links at a port than queues");
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16);
        List<LinkConfiguration> links =
                IntStream.rangeClosed(0, limit).mapToObj(LinkConfiguration::to).toList();
        links.forEach(link -> configuration.queue(UNORDERED));
        refused(ConfigurationRefusal.LINKS, configuration.port(PortConfiguration.linked(links)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseTypesThatItDoesNotHave(SchedulingType type) {
        DeviceCapability needed = DeviceCapability.valueOf(type.name());
        assume(!device().capabilities().contains(needed), "something missing, but it has " + needed);
        refused(ConfigurationRefusal.CAPABILITY, with(queue(type, 1, 4)));
    }

    @Test
    void shouldRefuseExplicitReleaseIfItDoesNotHaveIt() {
        DeviceCapability needed = DeviceCapability.EXPLICIT_RELEASE;
        assume(!device().capabilities().contains(needed), "something missing, but it has " + needed);
        refused(ConfigurationRefusal.CAPABILITY, usual().port(worker(0)));
    }

    /** All or nothing: a refusal leaves nothing behind that the next domain could miss. */
    @Test
    void shouldOpenAfterRefusals() {
        for (int i = 0; i < 100; i++) {
            refused(ConfigurationRefusal.UNKNOWN_QUEUE, usual().port(PortConfiguration.linkedTo(0, 3)));
        }
        try (DomainUnderTest domain = start(usual().port(worker(0)))) {
            domain.acceptNumbers(0, 0, 16);
            domain.take(0, 16).forEach(Delivered::release);
        }
    }

    @Test
    void shouldServeTheGreatestNumbersItPromises() {
        int queues = Math.min(
                64, Math.min(device().limits().queues(), device().limits().linksPerPort()));
        int ports = Math.min(64, device().limits().ports());
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64);
        for (int i = 0; i < queues; i++) {
            configuration.queue(UNORDERED);
        }
        configuration.ports(ports, worker(IntStream.range(0, queues).toArray()));
        try (DomainUnderTest domain = start(configuration)) {
            for (int queue = 0; queue < queues; queue++) {
                domain.accept(queue, 0, queue);
            }
            for (int i = 0; i < queues; i++) {
                domain.take(i % ports).release();
            }
            domain.assertInFlight(0);
        }
    }
}
