package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.PadataContract;

final class SoftwareDevicePadataTest extends PadataContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
