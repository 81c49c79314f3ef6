package io.millrace.device.eventdev;

import io.millrace.core.Device;
import io.millrace.core.contract.WholeContract;

/** The contract of all devices, on {@code event_sw}, or on the driver or device that a property names: so the owner of hardware runs it there. */
class EventSwContractTest extends WholeContract {

    private static final String DRIVER = System.getProperty("millrace.eventdev.device", EventdevDevices.VIRTUAL);

    @Override
    protected Device device(Object suite) {
        Device found = Eventdevs.orSkip(DRIVER);
        return DRIVER.equals(EventdevDevices.VIRTUAL) ? found : new OneDomainDevice(found);
    }
}
