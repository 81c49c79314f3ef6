package io.millrace.device.eventdev;

import io.millrace.core.Availability;
import io.millrace.core.Device;
import io.millrace.core.DeviceException;
import io.millrace.core.DeviceProvider;
import io.millrace.core.driver.DriverDevice;

/** Offers what DPDK's eventdev has: {@code eventdev:event_sw}, or the name of a device that is there or of its driver. */
public final class EventdevProvider implements DeviceProvider {

    static final String NAME = "eventdev";

    /** Called by {@link java.util.ServiceLoader}. */
    public EventdevProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Availability probe() {
        String missing = ShimLibrary.missing();
        return missing == null
                ? Availability.yes(Shim.version() + ", and without hardware " + NAME + ":" + EventdevDevices.VIRTUAL)
                : Availability.no(missing);
    }

    @Override
    public Device device() {
        return device(EventdevDevices.VIRTUAL);
    }

    /**
     * Returns a device over a driver of eventdev.
     *
     * @param wish {@code event_sw}, a device that EAL has found, by its address or by its driver, or nothing, which is {@code event_sw}
     * @throws DeviceException if EAL does not start, or knows no such device
     */
    @Override
    public Device device(String wish) {
        String missing = ShimLibrary.missing();
        if (missing != null) {
            throw new DeviceException("device not available: name=" + NAME + ", reason=" + missing);
        }
        String driver = wish.isEmpty() ? EventdevDevices.VIRTUAL : wish;
        return new DriverDevice(NAME + ":" + driver, new EventdevDriver(driver));
    }
}
