package io.millrace.device.simulated;

import io.millrace.core.Availability;
import io.millrace.core.Device;
import io.millrace.core.DeviceProvider;

/** Offers the simulated device: {@code simulated} with the seed 0, {@code simulated:42} with another one, {@code simulated:42:PCT} with another {@link Strategy}. */
public final class SimulatedDeviceProvider implements DeviceProvider {

    /** Called by {@link java.util.ServiceLoader}. */
    public SimulatedDeviceProvider() {}

    @Override
    public String name() {
        return SimulatedDevice.NAME;
    }

    @Override
    public Availability probe() {
        return Availability.yes("in this process, on every machine, in virtual time");
    }

    @Override
    public Device device() {
        return device("");
    }

    @Override
    public Device device(String wish) {
        return Simulation.parse(wish).device();
    }
}
