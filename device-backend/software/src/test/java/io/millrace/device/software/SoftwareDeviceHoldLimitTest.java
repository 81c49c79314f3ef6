package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.HoldLimitContract;

final class SoftwareDeviceHoldLimitTest extends HoldLimitContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
