package io.millrace.device.eventdev;

import io.millrace.core.Availability;
import io.millrace.core.Device;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/** The devices of eventdev for tests, each asked for once. */
final class Eventdevs {

    private static final Map<String, Device> DEVICES = new ConcurrentHashMap<>();

    private Eventdevs() {}

    /** Returns a device, or skips the test with the reason why there is none. */
    static Device orSkip(String driver) {
        EventdevProvider provider = new EventdevProvider();
        Availability availability = provider.probe();
        if (!availability.available()) {
            String reason = "skipped, there is no DPDK to run on: " + availability.reason();
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        return DEVICES.computeIfAbsent(driver, provider::device);
    }
}
