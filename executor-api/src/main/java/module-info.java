/** Millrace's executors: java.util.concurrent above, a device below. */
module io.millrace.executor {
    requires io.millrace.core;
    requires org.jctools.core;
    requires org.jctools.core.jdk11;
    requires static org.jspecify;
    // Who shows executors to JMX, records their flight or measures them has these; all else runs without.
    requires static java.management;
    requires static jdk.jfr;
    requires static micrometer.core;

    exports io.millrace.executor;
}
