package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.OrderingContract;

final class SoftwareDeviceOrderingTest extends OrderingContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
