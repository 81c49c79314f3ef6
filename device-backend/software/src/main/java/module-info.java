/** The software device. Nothing is exported: it is found through its provider. */
module io.millrace.device.software {
    requires io.millrace.core;
    requires org.jctools.core;
    requires org.jctools.core.jdk11;
    requires static org.jspecify;

    provides io.millrace.core.DeviceProvider with
            io.millrace.device.software.SoftwareDeviceProvider;
}
