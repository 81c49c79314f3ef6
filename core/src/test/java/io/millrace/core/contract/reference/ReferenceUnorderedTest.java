package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.UnorderedContract;

final class ReferenceUnorderedTest extends UnorderedContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
