package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.AtomicityConcurrencyContract;

final class SoftwareDeviceAtomicityConcurrencyTest extends AtomicityConcurrencyContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
