package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.HandleContract;

final class SoftwareDeviceHandleTest extends HandleContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
