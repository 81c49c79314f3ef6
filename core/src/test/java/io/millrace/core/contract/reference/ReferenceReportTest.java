package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.ReportContract;

final class ReferenceReportTest extends ReportContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
