package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.DeviceApiContract;

final class ReferenceApiTest extends DeviceApiContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
