package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.FlushContract;

final class ReferenceFlushTest extends FlushContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
