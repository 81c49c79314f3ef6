package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.CounterContract;

final class ReferenceCounterTest extends CounterContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
