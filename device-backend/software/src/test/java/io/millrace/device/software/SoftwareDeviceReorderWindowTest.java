package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.ReorderWindowContract;

final class SoftwareDeviceReorderWindowTest extends ReorderWindowContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
