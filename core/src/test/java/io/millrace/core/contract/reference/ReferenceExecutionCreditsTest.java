package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.ExecutionCreditsContract;

final class ReferenceExecutionCreditsTest extends ExecutionCreditsContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
