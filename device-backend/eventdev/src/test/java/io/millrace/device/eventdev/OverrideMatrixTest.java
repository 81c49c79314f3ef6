package io.millrace.device.eventdev;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Device;
import io.millrace.core.DeviceException;
import io.millrace.core.contract.WholeContract;
import io.millrace.core.driver.DriverDevice;
import io.millrace.core.driver.DriverTrait;
import io.millrace.core.driver.ModelDriver;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract with each thing that a driver can do itself, and without; and drivers that cannot be what they say. */
class OverrideMatrixTest {

    private static final int TIGHT = 2;

    private static Device device(int room, DriverTrait... more) {
        Set<DriverTrait> traits = EnumSet.of(DriverTrait.EXPLICIT_RELEASE, DriverTrait.ORDERED_QUEUES);
        traits.addAll(Set.of(more));
        return new DriverDevice("model", new ModelDriver(room, traits));
    }

    /** Ports stop short all the time, so what is handed in goes through the outbox. */
    @Nested
    class Short extends WholeContract {

        @Override
        protected Device device(Object suite) {
            return OverrideMatrixTest.device(TIGHT, DriverTrait.DRIVEN);
        }
    }

    /** Ports take everything. */
    @Nested
    class TakesAll extends WholeContract {

        @Override
        protected Device device(Object suite) {
            return OverrideMatrixTest.device(TIGHT, DriverTrait.DRIVEN, DriverTrait.TAKES_ALL);
        }
    }

    /** There is one way in, and nobody waits for another at it. */
    @Nested
    class SharesPorts extends WholeContract {

        @Override
        protected Device device(Object suite) {
            return OverrideMatrixTest.device(
                    TIGHT, DriverTrait.DRIVEN, DriverTrait.TAKES_ALL, DriverTrait.SHARED_PORTS);
        }
    }

    /** The driver schedules by itself. */
    @Nested
    class SchedulesItself extends WholeContract {

        @Override
        protected Device device(Object suite) {
            return OverrideMatrixTest.device(Integer.MAX_VALUE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EXPLICIT_RELEASE SHARED_PORTS, SHARED_PORTS needs TAKES_ALL",
        "ORDERED_QUEUES DRIVEN, EXPLICIT_RELEASE is needed"
    })
    void shouldRefuseADriverThatDoesNotFitTogether(String traits, String reason) {
        Set<DriverTrait> all = EnumSet.noneOf(DriverTrait.class);
        for (String trait : traits.split(" ")) {
            all.add(DriverTrait.valueOf(trait));
        }
        ModelDriver driver = new ModelDriver(TIGHT, all);
        DeviceException refused = assertThrows(DeviceException.class, () -> new DriverDevice("model", driver));
        assertTrue(refused.getMessage().contains(reason), refused::getMessage);
        assertTrue(refused.getMessage().contains("driver=model"), refused::getMessage);
    }

    @Test
    void shouldTakeADriverThatDoes() {
        assertTrue(device(TIGHT, DriverTrait.TAKES_ALL, DriverTrait.SHARED_PORTS)
                .name()
                .equals("model"));
    }
}
