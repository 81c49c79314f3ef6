/** The monitored device: found through its provider, or put around a device by {@link io.millrace.device.monitor.Monitor}. */
module io.millrace.device.monitor {
    requires io.millrace.core;
    requires static org.jspecify;

    exports io.millrace.device.monitor;

    provides io.millrace.core.DeviceProvider with
            io.millrace.device.monitor.MonitoredDeviceProvider;
}
