package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.ConfigurationContract;

final class SoftwareDeviceConfigurationTest extends ConfigurationContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
