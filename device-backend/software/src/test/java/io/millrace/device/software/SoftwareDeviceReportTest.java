package io.millrace.device.software;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.ReportContract;

final class SoftwareDeviceReportTest extends ReportContract {

    @Override
    protected Device device() {
        return Devices.find("software");
    }
}
