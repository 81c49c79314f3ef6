package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.EventSwContract;

final class SoftwareDeviceEventSwTest extends EventSwContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
