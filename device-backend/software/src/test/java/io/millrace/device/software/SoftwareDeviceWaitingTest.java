package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.WaitingContract;

final class SoftwareDeviceWaitingTest extends WaitingContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
