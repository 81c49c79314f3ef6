/** The vocabulary of Millrace and its device SPI. Needs nothing at run time but the JDK. */
module io.millrace.core {
    requires static org.jspecify;

    exports io.millrace.core;

    uses io.millrace.core.DeviceProvider;
}
