package io.millrace.benchmarks.costs;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.contract.CounterContract;

final class TimedDeviceCounterTest extends CounterContract {

    @Override
    protected Device device() {
        return new TimedDevice(Devices.find("software"), new Timesheets());
    }
}
