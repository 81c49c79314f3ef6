package io.millrace.device.eventdev;

import io.millrace.core.Device;
import io.millrace.core.contract.WholeContract;

/** The contract of all devices, on {@code event_sw}. */
class EventSwContractTest extends WholeContract {

    @Override
    protected Device device(Object suite) {
        return Eventdevs.orSkip("event_sw");
    }
}
