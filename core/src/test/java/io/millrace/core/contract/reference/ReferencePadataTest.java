package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.PadataContract;

final class ReferencePadataTest extends PadataContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
