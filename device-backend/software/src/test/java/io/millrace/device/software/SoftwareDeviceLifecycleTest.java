package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.LifecycleContract;

final class SoftwareDeviceLifecycleTest extends LifecycleContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
