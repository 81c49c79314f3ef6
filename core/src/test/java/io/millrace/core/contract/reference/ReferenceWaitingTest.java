package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.WaitingContract;

final class ReferenceWaitingTest extends WaitingContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
