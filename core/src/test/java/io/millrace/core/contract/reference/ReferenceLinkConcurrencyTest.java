package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.LinkConcurrencyContract;

final class ReferenceLinkConcurrencyTest extends LinkConcurrencyContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
