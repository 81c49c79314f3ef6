package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.AtomicityContract;

final class SoftwareDeviceAtomicityTest extends AtomicityContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
