package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.OrderingContract;

final class ReferenceOrderingTest extends OrderingContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
