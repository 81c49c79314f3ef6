/** The device over DPDK's eventdev. Nothing is exported: it is found through its provider. */
module io.millrace.device.eventdev {
    requires io.millrace.core;
    requires static org.jspecify;

    provides io.millrace.core.DeviceProvider with
            io.millrace.device.eventdev.EventdevProvider;
}
