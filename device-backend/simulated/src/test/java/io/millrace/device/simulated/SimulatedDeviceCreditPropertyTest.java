package io.millrace.device.simulated;

import io.millrace.core.Device;
import io.millrace.core.contract.CreditPropertyContract;

final class SimulatedDeviceCreditPropertyTest extends CreditPropertyContract {

    @Override
    protected Device device() {
        return Simulation.ofSeed(7).device();
    }
}
