package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.WatchdogContract;

final class ReferenceWatchdogTest extends WatchdogContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
