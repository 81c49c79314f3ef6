package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.CreditPropertyContract;

final class SoftwareDeviceCreditPropertyTest extends CreditPropertyContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
