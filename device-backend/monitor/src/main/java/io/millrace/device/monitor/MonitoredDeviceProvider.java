package io.millrace.device.monitor;

import io.millrace.core.Availability;
import io.millrace.core.Device;
import io.millrace.core.DeviceProvider;
import io.millrace.core.Devices;

/**
 * Offers any device as a watched one: {@code monitored} is the software device, {@code monitored:simulated:42} the simulated one with its own wish, and with
 * {@code monitored:1/16:software} one flow in 16 is watched.
 */
public final class MonitoredDeviceProvider implements DeviceProvider {

    private static final String ONE_IN = "1/";

    /** Called by {@link java.util.ServiceLoader}. */
    public MonitoredDeviceProvider() {}

    @Override
    public String name() {
        return MonitoredDevice.NAME;
    }

    @Override
    public Availability probe() {
        return Availability.yes("as far as the watched device is");
    }

    @Override
    public Device device() {
        return device("");
    }

    @Override
    public Device device(String wish) {
        int interval = 1;
        String device = wish;
        if (wish.startsWith(ONE_IN)) {
            int colon = wish.indexOf(':');
            interval = interval(wish, wish.substring(ONE_IN.length(), colon < 0 ? wish.length() : colon));
            device = colon < 0 ? "" : wish.substring(colon + 1);
        }
        return Monitor.watch(Devices.find(device.isEmpty() ? Devices.DEFAULT_NAME : device), interval);
    }

    private static int interval(String wish, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException unreadable) {
            throw new IllegalArgumentException(
                    "a sample is one in a number, such as monitored:1/16:software: wish=" + wish, unreadable);
        }
    }
}
