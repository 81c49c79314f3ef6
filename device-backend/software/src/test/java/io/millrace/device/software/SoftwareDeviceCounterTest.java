package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.CounterContract;

final class SoftwareDeviceCounterTest extends CounterContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
