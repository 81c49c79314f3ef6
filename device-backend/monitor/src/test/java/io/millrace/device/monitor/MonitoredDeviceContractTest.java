package io.millrace.device.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.WholeContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

/** The contract of all devices on the watched software device, which must keep its promises and be found to have kept them. */
final class MonitoredDeviceContractTest extends WholeContract {

    private static final Device WATCHED = Devices.find("monitored:software");

    @AfterAll
    static void shouldHaveFoundNothing() {
        assertEquals(List.of(), Monitor.of(WATCHED).violations());
    }

    @Override
    protected Device device(Object suite) {
        return WATCHED;
    }
}
