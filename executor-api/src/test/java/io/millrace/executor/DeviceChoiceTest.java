package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.DeviceException;
import io.millrace.core.Devices;
import org.junit.jupiter.api.Test;

class DeviceChoiceTest {

    @Test
    void shouldRunOnTheDeviceOfAName() throws Exception {
        try (MillraceExecutor executor =
                MillraceExecutors.builder().workers(1).device("software").build()) {
            assertEquals(7, executor.submit(() -> 7).get());
        }
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
    void shouldFindTheOtherDevicesBesideOneThatIsAbsent() {
        assertEquals(2, Devices.providers().size());
        assertEquals("software", Devices.find(Devices.DEFAULT_NAME).name());
    }

    @Test
    void shouldSayWhichDevicesThereAre() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> MillraceExecutors.builder().device("unheard-of").build());
        assertEquals("no such device: name=unheard-of, known=absent, software", refused.getMessage());
    }
}
