package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.LinkContract;

final class SoftwareDeviceLinkTest extends LinkContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
