package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.QuiesceContract;

final class SoftwareDeviceQuiesceTest extends QuiesceContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
