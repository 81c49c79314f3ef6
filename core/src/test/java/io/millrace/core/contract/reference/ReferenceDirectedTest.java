package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.DirectedContract;

final class ReferenceDirectedTest extends DirectedContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
