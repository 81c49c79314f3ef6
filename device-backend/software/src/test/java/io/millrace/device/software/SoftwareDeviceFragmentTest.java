package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.FragmentContract;

final class SoftwareDeviceFragmentTest extends FragmentContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
