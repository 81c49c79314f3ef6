package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.IsolationContract;

final class SoftwareDeviceIsolationTest extends IsolationContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
