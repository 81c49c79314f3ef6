package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.LifecycleContract;

final class ReferenceLifecycleTest extends LifecycleContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
