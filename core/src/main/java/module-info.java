/** The vocabulary of Millrace and its device SPI. Needs nothing at run time but the JDK. */
@SuppressWarnings("module") // Devices come after this module.
module io.millrace.core {
    requires static org.jspecify;

    exports io.millrace.core;
    exports io.millrace.core.domain to
            io.millrace.device.software;
    exports io.millrace.core.driver to
            io.millrace.device.eventdev;

    uses io.millrace.core.DeviceProvider;
}
