/** The simulated device: found through its provider, or used by way of its simulations. */
module io.millrace.device.simulated {
    requires io.millrace.core;
    requires static org.jspecify;

    exports io.millrace.device.simulated;

    provides io.millrace.core.DeviceProvider with
            io.millrace.device.simulated.SimulatedDeviceProvider;
}
