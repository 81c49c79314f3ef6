package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.QuiesceContract;

final class ReferenceQuiesceTest extends QuiesceContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
