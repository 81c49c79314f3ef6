package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.AtomicityContract;

final class ReferenceAtomicityTest extends AtomicityContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
