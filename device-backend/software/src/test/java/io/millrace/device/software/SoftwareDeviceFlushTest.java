package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.FlushContract;

final class SoftwareDeviceFlushTest extends FlushContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
