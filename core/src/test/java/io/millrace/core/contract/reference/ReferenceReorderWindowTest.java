package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.ReorderWindowContract;

final class ReferenceReorderWindowTest extends ReorderWindowContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
