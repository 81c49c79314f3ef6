package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.WeightContract;

final class SoftwareDeviceWeightTest extends WeightContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
