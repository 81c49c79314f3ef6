package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.PipelineContract;

final class ReferencePipelineTest extends PipelineContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
