package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.WakeThresholdContract;

final class SoftwareDeviceWakeThresholdTest extends WakeThresholdContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
