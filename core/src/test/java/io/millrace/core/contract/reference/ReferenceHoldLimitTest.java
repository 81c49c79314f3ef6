package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.HoldLimitContract;

final class ReferenceHoldLimitTest extends HoldLimitContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
