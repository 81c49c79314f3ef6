package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Device;
import io.millrace.core.DeviceException;
import io.millrace.core.Devices;
import io.millrace.core.contract.Jitter;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

class DeviceChoiceTest {

    @Test
    void shouldRunOnTheDeviceOfAName() throws Exception {
        try (MillraceExecutor executor =
                MillraceExecutors.builder().workers(1).device("software").build()) {
            assertEquals(7, executor.submit(() -> 7).get());
        }
    }

    @Test
    void shouldRunOnADeviceThatWatchesAnother() throws Exception {
        AtomicInteger entries = new AtomicInteger();
        Device watching = DeviceWithIngress.of((ingress, header, payload) -> {
            entries.incrementAndGet();
            return ingress.enqueue(header, payload);
        });
        try (MillraceExecutor executor =
                MillraceExecutors.builder().workers(1).device(watching).build()) {
            assertEquals(7, executor.submit(() -> 7).get());
        }
        assertEquals(1, entries.get());
    }

    @Test
    void shouldSayWhyADeviceCannotBeUsedHere() {
        DeviceException refused = assertThrows(
                DeviceException.class,
                () -> MillraceExecutors.builder().device("absent").build());
        assertTrue(refused.getMessage().contains("name=absent"), refused::getMessage);
        assertTrue(refused.getMessage().contains(AbsentDeviceProvider.REASON), refused::getMessage);
    }

    @Test
    @DisabledIfSystemProperty(named = Jitter.PROPERTY, matches = ".*")
    void shouldFindTheOtherDevicesBesideOneThatIsAbsent() {
        assertEquals(4, Devices.providers().size());
        assertEquals("software", Devices.find(Devices.DEFAULT_NAME).name());
    }

    @Test
    @DisabledIfSystemProperty(named = Jitter.PROPERTY, matches = ".*")
    void shouldSayWhichDevicesThereAre() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> MillraceExecutors.builder().device("unheard-of").build());
        assertEquals(
                "no such device: name=unheard-of, known=absent, jitter, simulated, software", refused.getMessage());
    }
}
