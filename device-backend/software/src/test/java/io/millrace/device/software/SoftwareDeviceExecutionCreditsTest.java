package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.ExecutionCreditsContract;

final class SoftwareDeviceExecutionCreditsTest extends ExecutionCreditsContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
