/** The test kit: what a run did, what it should have done, and many runs by seeds. */
module io.millrace.testkit {
    requires io.millrace.core;
    requires transitive io.millrace.device.simulated;
    requires static org.jspecify;
    // Who writes simulated tests has the first, who writes properties the second; recordings need neither.
    requires static org.junit.jupiter.api;
    requires static net.jqwik.api;

    exports io.millrace.testkit;

    // The extension is no class for users, and JUnit makes it.
    opens io.millrace.testkit to
            org.junit.platform.commons;
}
