package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.PriorityContract;

final class SoftwareDevicePriorityTest extends PriorityContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
