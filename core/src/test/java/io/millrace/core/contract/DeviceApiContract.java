package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Device;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DeviceLimits;
import io.millrace.core.DeviceSelfTest;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.DomainReport;
import io.millrace.core.DomainState;
import io.millrace.core.EntryPriority;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.QueueReport;
import io.millrace.core.SchedulingType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a device says of itself and of its domains: the counterparts of eventdev's generic API suite, which are here or where this table says.
 *
 * <table>
 * <caption>Counterparts</caption>
 * <tr><th>eventdev</th><th>here</th></tr>
 * <tr><td>count, get_dev_id</td><td>{@code Devices} is tested in its own module; {@link #shouldHaveANameToBeFoundBy}</td></tr>
 * <tr><td>socket_id</td><td>none: memory is the business of the JVM</td></tr>
 * <tr><td>info_get</td><td>{@link #shouldHaveLimitsThatLetSomethingBeDone}, {@link #shouldHaveCapabilitiesThatNobodyChanges}</td></tr>
 * <tr><td>configure: legal, too much, nothing</td><td>{@link ConfigurationContract}, one test for each cause</td></tr>
 * <tr><td>configure a second time</td><td>{@link LifecycleContract#shouldOpenAgainAndBesideOthers}</td></tr>
 * <tr><td>queue_default_conf_get, queue_setup</td><td>{@link #shouldOpenTheUsualQueueOfEachType}</td></tr>
 * <tr><td>queue_count, port_count</td><td>{@link #shouldHaveAsManyQueuesAndPortsAsConfigured}</td></tr>
 * <tr><td>queue attributes: flows, order sequences, type, configuration</td><td>{@link #shouldSayOfAQueueWhatItWasOpenedWith}</td></tr>
 * <tr><td>queue priority, which is a property of links here</td><td>{@link #shouldSayOfAPortWhatItWasOpenedWith}</td></tr>
 * <tr><td>port_default_conf_get, port_setup, port attributes: depths, threshold</td><td>{@link #shouldSayOfAPortWhatItWasOpenedWith}</td></tr>
 * <tr><td>attributes of ids that do not exist</td><td>{@link LifecycleContract#shouldRejectPortsAndQueuesThatDoNotExist}, {@link CounterContract#shouldRefuseCountersThatDoNotExist}</td></tr>
 * <tr><td>timeout_ticks</td><td>none: time-outs are nanoseconds, see {@link WaitingContract}</td></tr>
 * <tr><td>start_stop, close, close while started</td><td>{@link LifecycleContract}</td></tr>
 * <tr><td>start before set-up, without links</td><td>cannot be written: a domain is opened whole, see {@link ConfigurationContract#shouldRefuseAQueueThatNobodyServes}</td></tr>
 * <tr><td>stop, then close</td><td>{@link #shouldCloseAfterAStop}</td></tr>
 * <tr><td>link, unlink, unlinks_in_progress</td><td>{@link LinkContract}</td></tr>
 * <tr><td>link, link_get</td><td>{@link #shouldSayOfAPortWhatItWasOpenedWith}, {@link ReportContract#shouldTellLinksAndNames}</td></tr>
 * <tr><td>selftest</td><td>{@link #shouldPassItsSelfTest}</td></tr>
 * </table>
 */
public abstract class DeviceApiContract extends DeviceContract {

    private static final LinkConfiguration URGENT = new LinkConfiguration(0, EntryPriority.HIGHEST);

    @Test
    void shouldHaveANameToBeFoundBy() {
        String name = device().name();
        assertFalse(name.isBlank());
        assertEquals(name.toLowerCase(Locale.ROOT).strip(), name);
        assertEquals(name, device().name());
    }

    @Test
    void shouldHaveLimitsThatLetSomethingBeDone() throws ReflectiveOperationException {
        for (RecordComponent limit : DeviceLimits.class.getRecordComponents()) {
            int value = (int) limit.getAccessor().invoke(device().limits());
            assertTrue(value > 0, () -> limit.getName() + "=" + value);
        }
        assertEquals(device().limits(), device().limits());
    }

    @Test
    void shouldHaveCapabilitiesThatNobodyChanges() {
        Device device = device();
        Set<DeviceCapability> before = Set.copyOf(device.capabilities());
        try {
            device.capabilities().clear();
        } catch (UnsupportedOperationException refused) {
            assertEquals(before, device.capabilities());
        }
        assertEquals(before, device.capabilities());
        boolean hasType = false;
        for (SchedulingType type : SchedulingType.values()) {
            hasType |= before.contains(DeviceCapability.valueOf(type.name()));
        }
        assertTrue(hasType, "queues of some type: " + before);
    }

    @ParameterizedTest
    @EnumSource
    void shouldOpenTheUsualQueueOfEachType(SchedulingType type) {
        DomainConfiguration.Builder configuration =
                DomainConfiguration.credits(16).queue(queue(type, 1, 8)).port(PortConfiguration.linkedTo(0));
        try (DomainUnderTest domain = start(configuration)) {
            domain.accept(0, 0, 1);
            assertEquals(1, domain.take(0).number());
        }
    }

    @Test
    void shouldHaveAsManyQueuesAndPortsAsConfigured() {
        for (int count = 1; count <= 5; count++) {
            DomainConfiguration.Builder configuration = DomainConfiguration.credits(16);
            for (int i = 0; i < count; i++) {
                configuration.queue(QueueConfiguration.unordered("q" + i)).port(worker(i));
            }
            try (DomainUnderTest domain = open(configuration.build())) {
                DomainReport report = domain.domain().report();
                assertEquals(count, report.queues().size());
                assertEquals(count, report.ports().size());
                int beyond = count;
                assertThrows(
                        IndexOutOfBoundsException.class, () -> domain.domain().port(beyond));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayOfAQueueWhatItWasOpenedWith(SchedulingType type) {
        QueueConfiguration queue = queue(type, 3, 5).withDeliveryDepth(2);
        DomainConfiguration configuration =
                DomainConfiguration.credits(16).queue(queue).port(worker(0)).build();
        try (DomainUnderTest domain = open(configuration)) {
            assertEquals(queue, domain.domain().configuration().queues().get(0));
            QueueReport report = domain.domain().report().queues().get(0);
            assertEquals(List.of(0, queue.name(), type), List.of(report.id(), report.name(), report.type()));
        }
    }

    @Test
    void shouldSayOfAPortWhatItWasOpenedWith() {
        PortConfiguration usual = PortConfiguration.linkedTo(0);
        PortConfiguration special = PortConfiguration.linked(List.of(URGENT, LinkConfiguration.to(1)))
                .withClaimDepth(3)
                .withNewEntryThreshold(7);
        LongSupplier clock = () -> 42;
        DomainConfiguration configuration = DomainConfiguration.credits(16)
                .queue(QueueConfiguration.unordered("a"))
                .queue(QueueConfiguration.unordered("b"))
                .port(usual)
                .port(special)
                .clock(clock)
                .build();
        try (DomainUnderTest domain = open(configuration)) {
            assertEquals(
                    List.of(usual, special), domain.domain().configuration().ports());
            assertSame(clock, domain.domain().configuration().clock());
            for (int port = 0; port < 2; port++) {
                assertEquals(port, domain.port(port).id());
                assertEquals(
                        configuration.ports().get(port).links(),
                        domain.domain().report().ports().get(port).links());
            }
        }
    }

    @Test
    void shouldCloseAfterAStop() throws InterruptedException {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16)
                .queue(QueueConfiguration.unordered("u"))
                .port(worker(0));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 3);
            assertTrue(domain.domain().stop((header, payload) -> {}, 0));
            domain.domain().close();
            assertEquals(DomainState.CLOSED, domain.domain().state());
            assertEquals(16, domain.domain().report().free());
        }
    }

    @Test
    void shouldPassItsSelfTest() {
        assertEquals(List.of(), DeviceSelfTest.failures(device()));
    }
}
