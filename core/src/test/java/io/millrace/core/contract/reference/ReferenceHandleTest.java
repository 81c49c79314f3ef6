package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.HandleContract;

final class ReferenceHandleTest extends HandleContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
