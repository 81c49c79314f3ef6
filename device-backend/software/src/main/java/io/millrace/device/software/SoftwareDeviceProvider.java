package io.millrace.device.software;

import io.millrace.core.Availability;
import io.millrace.core.Device;
import io.millrace.core.DeviceProvider;

/** Offers the software device, which is available everywhere. */
public final class SoftwareDeviceProvider implements DeviceProvider {

    /** Called by {@link java.util.ServiceLoader}. */
    public SoftwareDeviceProvider() {}

    @Override
    public String name() {
        return SoftwareDevice.NAME;
    }

    @Override
    public Availability probe() {
        return Availability.yes("in this process, on every machine");
    }

    @Override
    public Device device() {
        return new SoftwareDevice();
    }
}
