package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.OverloadContract;

final class SoftwareDeviceOverloadTest extends OverloadContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
