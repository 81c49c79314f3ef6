package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What JMX shows of an executor, and until when. */
class ManagedExecutorTest {

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutorBuilder managed(String name) {
        return MillraceExecutors.builder()
                .name(name)
                .workers(1)
                .threadFactory(threads)
                .registerMXBean();
    }

    private static ObjectName nameOf(String executor) throws MalformedObjectNameException {
        return new ObjectName("io.millrace:type=Executor,name=" + ObjectName.quote(executor));
    }

    private static MillraceExecutorMXBean bean(String executor) throws MalformedObjectNameException {
        return JMX.newMXBeanProxy(SERVER, nameOf(executor), MillraceExecutorMXBean.class);
    }

    @Test
    void shouldShowWhatAnExecutorDoes() throws Exception {
        try (MillraceExecutor executor =
                managed("shown").queueLimit(2).spares(3).build()) {
            MillraceExecutorMXBean bean = bean("shown");
            assertEquals("shown", bean.getName());
            assertEquals("running", bean.getState());
            assertEquals(0, bean.getPoolSize());
            executor.submit(() -> {}).get();
            Gate gate = new Gate();
            executor.execute(gate);
            gate.entered();
            executor.execute(() -> {});
            executor.execute(() -> {});
            assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
            assertEquals(1, bean.getPoolSize());
            assertEquals(1, bean.getMaximumPoolSize());
            assertEquals(1, bean.getActiveCount());
            assertEquals(2, bean.getQueueSize());
            assertEquals(executor.snapshot().inFlight(), bean.getInFlight());
            assertEquals(1, bean.getCompletedTaskCount());
            assertEquals(1, bean.getRejectedTaskCount());
            assertEquals(0, bean.getDiscardedTaskCount());
            assertEquals(0, bean.getOverdueTaskCount());
            assertEquals(3, bean.getSpareLimit());
            executor.shutdown();
            assertEquals("shut down", bean.getState());
            gate.open();
        }
    }

    @Test
    void shouldReportWhereTheThreadsAre() throws Exception {
        try (MillraceExecutor executor = managed("reported").build()) {
            Gate gate = new Gate();
            executor.execute(gate);
            gate.entered();
            String report = (String) SERVER.invoke(nameOf("reported"), "report", new Object[0], new String[0]);
            assertTrue(report.startsWith("reported[running, "), report);
            assertTrue(report.contains("\ndomain state="), report);
            assertTrue(report.contains("\nport id=0 "), report);
            assertTrue(report.contains("thread name=\"worker-0\" state="), report);
            assertTrue(report.contains("io.millrace.executor.Gate.run(Gate.java"), report);
            gate.open();
        }
    }

    @Test
    void shouldBeShownFromTheStartUntilTheEnd() throws Exception {
        MillraceExecutor executor = managed("ending").build();
        assertTrue(SERVER.isRegistered(nameOf("ending")));
        Gate gate = new Gate();
        executor.execute(gate);
        executor.shutdown();
        assertTrue(SERVER.isRegistered(nameOf("ending")), "its last task runs");
        gate.open();
        executor.close();
        assertFalse(SERVER.isRegistered(nameOf("ending")));
        try (MillraceExecutor again = managed("ending").build()) {
            assertEquals(executor.isTerminated(), !again.isTerminated());
            assertTrue(SERVER.isRegistered(nameOf("ending")), "the name is free");
        }
    }

    @Test
    void shouldShowTheFirstOfAName() throws Exception {
        MillraceExecutor first = managed("twice").build();
        MillraceExecutor second = managed("twice").build();
        second.submit(() -> {}).get();
        assertEquals(0, bean("twice").getCompletedTaskCount());
        second.close();
        assertTrue(SERVER.isRegistered(nameOf("twice")), "the first one is there");
        first.close();
        assertFalse(SERVER.isRegistered(nameOf("twice")));
    }

    @Test
    void shouldShowNothingUnlessAsked() throws Exception {
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .name("private")
                .keepAlive(Duration.ZERO)
                .build()) {
            assertFalse(SERVER.isRegistered(nameOf("private")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b=c", "\"*?\"", "line\nbreak", "\\"})
    void shouldQuoteAnyName(String name) throws Exception {
        try (MillraceExecutor executor = managed(name).build()) {
            assertEquals(name, bean(name).getName());
        }
        assertFalse(SERVER.isRegistered(nameOf(name)));
    }

    @Test
    void shouldHaveTheNamesOfThreadPoolExecutor() throws Exception {
        Map<String, Class<?>> usual = Map.of(
                "getPoolSize", int.class,
                "getMaximumPoolSize", int.class,
                "getActiveCount", int.class,
                "getCompletedTaskCount", long.class);
        for (Map.Entry<String, Class<?>> method : usual.entrySet()) {
            assertEquals(
                    method.getValue(),
                    MillraceExecutorMXBean.class.getMethod(method.getKey()).getReturnType());
        }
    }
}
