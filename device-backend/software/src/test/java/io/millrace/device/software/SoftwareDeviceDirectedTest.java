package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.DirectedContract;

final class SoftwareDeviceDirectedTest extends DirectedContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
