package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.IsolationContract;

final class ReferenceIsolationTest extends IsolationContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
