package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.CreditContract;

final class SoftwareDeviceCreditTest extends CreditContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
