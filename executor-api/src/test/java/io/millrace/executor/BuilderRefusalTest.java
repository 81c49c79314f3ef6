package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.core.DeviceLimits;
import io.millrace.core.Devices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A figure that no executor can have is refused at once, with what came, what can be, and what would be without it. */
final class BuilderRefusalTest {

    private final MillraceExecutorBuilder builder = MillraceExecutors.builder();

    @Test
    void shouldNameTheLimitsOfWorkers() {
        int most = DomainLayout.workerLimit();
        for (int count : new int[] {0, -1, most + 1}) {
            assertRefused(
                    "number of workers out of range: workers=" + count + ", lowest=1, highest=" + most
                            + ", unset=one for each processor",
                    () -> builder.workers(count));
        }
    }

    @Test
    void shouldNameTheLimitsOfWhatTheDeviceHolds() {
        DeviceLimits limits = Devices.find(Devices.DEFAULT_NAME).limits();
        assertRefused(
                "figure out of range: credits=0, lowest=1, highest=" + limits.credits() + ", unset=8192",
                () -> builder.credits(0));
        assertRefused(
                "figure out of range: reorderWindow=-1, lowest=1, highest=4096, unset=half the credits or 512",
                () -> builder.reorderWindow(-1));
        assertRefused(
                "figure out of range: seriesLimit=0, lowest=1, highest=" + limits.flowsPerQueue() + ", unset=256",
                () -> builder.seriesLimit(0));
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
