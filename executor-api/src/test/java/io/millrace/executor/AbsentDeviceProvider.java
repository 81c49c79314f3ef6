package io.millrace.executor;

import io.millrace.core.Availability;
import io.millrace.core.Device;
import io.millrace.core.DeviceException;
import io.millrace.core.DeviceProvider;

/** A device that no machine has. */
public final class AbsentDeviceProvider implements DeviceProvider {

    static final String REASON = "expected hardware that nobody has built, found none";

    @Override
    public String name() {
        return "absent";
    }

    @Override
    public Availability probe() {
        return Availability.no(REASON);
    }

    @Override
    public Device device() {
        throw new DeviceException("device not available: name=absent, reason=" + REASON);
    }
}
