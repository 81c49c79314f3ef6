package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.UnorderedContract;

final class SoftwareDeviceUnorderedTest extends UnorderedContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
