package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.AtomicityConcurrencyContract;

final class ReferenceAtomicityConcurrencyTest extends AtomicityConcurrencyContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
