package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.PipelineContract;

final class SoftwareDevicePipelineTest extends PipelineContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
