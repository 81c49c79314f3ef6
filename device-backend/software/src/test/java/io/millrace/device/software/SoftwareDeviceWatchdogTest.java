package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.WatchdogContract;

final class SoftwareDeviceWatchdogTest extends WatchdogContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
