/** Millrace's executors: java.util.concurrent above, a device below. */
module io.millrace.executor {
    requires io.millrace.core;
    requires org.jctools.core;
    requires org.jctools.core.jdk11;
    requires static org.jspecify;

    exports io.millrace.executor;
}
