package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.LinkContract;

final class ReferenceLinkTest extends LinkContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
