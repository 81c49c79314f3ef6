package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.WakeThresholdContract;

final class ReferenceWakeThresholdTest extends WakeThresholdContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
