package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.WeightContract;

final class ReferenceWeightTest extends WeightContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
