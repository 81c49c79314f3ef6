package io.millrace.device.simulated;

import io.millrace.core.Device;
import io.millrace.core.contract.WholeContract;

/** The contract of all devices, with its threads, in virtual time: each suite in a simulation of its own seed. */
final class SimulatedDeviceContractTest extends WholeContract {

    @Override
    protected Device device(Object suite) {
        return Simulation.ofSeed(suite.getClass().getSimpleName().hashCode()).device();
    }
}
