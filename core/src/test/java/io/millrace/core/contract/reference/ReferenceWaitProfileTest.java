package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.WaitProfileContract;

final class ReferenceWaitProfileTest extends WaitProfileContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
