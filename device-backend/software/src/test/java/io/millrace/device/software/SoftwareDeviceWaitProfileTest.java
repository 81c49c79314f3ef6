package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.WaitProfileContract;

final class SoftwareDeviceWaitProfileTest extends WaitProfileContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
