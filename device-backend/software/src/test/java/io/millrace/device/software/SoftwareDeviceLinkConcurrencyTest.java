package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.LinkConcurrencyContract;

final class SoftwareDeviceLinkConcurrencyTest extends LinkConcurrencyContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
