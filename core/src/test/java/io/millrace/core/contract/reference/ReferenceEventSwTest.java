package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.EventSwContract;

final class ReferenceEventSwTest extends EventSwContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
