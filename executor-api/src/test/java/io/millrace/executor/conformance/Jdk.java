package io.millrace.executor.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Assumptions;

/** What newer JDKs have. */
final class Jdk {

    static final int VERSION = Runtime.version().feature();

    private static final int FUTURE_STATES = 19;
    private static final int VIRTUAL_THREADS = 21;

    private Jdk() {}

    /** Returns a factory of virtual threads, or skips the test. */
    static ThreadFactory virtualThreads() throws Exception {
        Assumptions.assumeTrue(VERSION >= VIRTUAL_THREADS, "virtual threads need JDK " + VIRTUAL_THREADS);
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        return (ThreadFactory)
                Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    }

    static boolean isVirtual(Thread thread) throws Exception {
        return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    }

    /** Returns the name of the state of a future, or skips the test. */
    static String state(Future<?> future) throws Exception {
        return String.valueOf(ask(future, "state"));
    }

    /** Calls a method of a future that takes nothing, or skips the test. */
    static Object ask(Future<?> future, String method) throws Exception {
        Assumptions.assumeTrue(VERSION >= FUTURE_STATES, "states of futures need JDK " + FUTURE_STATES);
        try {
            return Future.class.getMethod(method).invoke(future);
        } catch (java.lang.reflect.InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    /** Closes as try-with-resources does. */
    static void close(ExecutorService executor) throws Throwable {
        if (executor instanceof AutoCloseable closeable) {
            closeable.close();
            return;
        }
        assertTrue(VERSION >= FUTURE_STATES, "no executor has close here");
        MethodHandle close = MethodHandles.publicLookup()
                .findVirtual(ExecutorService.class, "close", MethodType.methodType(void.class));
        close.invoke(executor);
    }
}
