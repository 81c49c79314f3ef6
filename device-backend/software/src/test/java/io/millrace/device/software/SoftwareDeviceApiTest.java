package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.DeviceApiContract;

final class SoftwareDeviceApiTest extends DeviceApiContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
