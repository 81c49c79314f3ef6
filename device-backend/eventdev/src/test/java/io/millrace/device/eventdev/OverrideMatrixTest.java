package io.millrace.device.eventdev;

import io.millrace.core.Device;
import io.millrace.core.contract.WholeContract;
import io.millrace.core.driver.DriverDevice;
import io.millrace.core.driver.DriverTrait;
import io.millrace.core.driver.ModelDriver;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** The contract with each thing that a driver can do itself, and without, on a driver that is a model: everywhere, with or without DPDK. */
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

    /** Ports take everything, so nothing collects; there is one way in, and nobody waits for another at it. */
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
}
