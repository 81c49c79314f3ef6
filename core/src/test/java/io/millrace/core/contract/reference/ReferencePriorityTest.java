package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.PriorityContract;

final class ReferencePriorityTest extends PriorityContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
