package io.millrace.executor;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** An executor as JMX shows it. */
final class ManagedExecutor implements MillraceExecutorMXBean {

    private static final System.Logger LOGGER = System.getLogger("io.millrace.executor");

    private final MillraceExecutor executor;

    private ManagedExecutor(MillraceExecutor executor) {
        this.executor = executor;
    }

    /** Shows an executor from now on until it has terminated. Never fails: what cannot be shown works all the same. */
    static void register(MillraceExecutor executor) {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = new ObjectName("io.millrace:type=Executor,name=" + ObjectName.quote(executor.name()));
            server.registerMBean(new ManagedExecutor(executor), name);
            executor.lifecycle().beforeEnd(() -> unregister(server, name));
        } catch (InstanceAlreadyExistsException taken) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "another executor is shown to JMX by this name, so this one is not; give them different names:"
                            + " executor={0}",
                    executor.name());
        } catch (JMException | RuntimeException failure) {
            LOGGER.log(
                    System.Logger.Level.WARNING, "executor is not shown to JMX: executor=" + executor.name(), failure);
        }
    }

    private static void unregister(MBeanServer server, ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException gone) {
            // Somebody else has taken it out.
        } catch (JMException | RuntimeException failure) {
            LOGGER.log(System.Logger.Level.WARNING, "executor is shown to JMX still: name=" + name, failure);
        }
    }

    @Override
    public String getName() {
        return executor.name();
    }

    @Override
    public String getState() {
        return executor.lifecycle().toString();
    }

    @Override
    public int getPoolSize() {
        return executor.snapshot().workers();
    }

    @Override
    public int getMaximumPoolSize() {
        return executor.workers();
    }

    @Override
    public int getActiveCount() {
        return executor.snapshot().active();
    }

    @Override
    public long getQueueSize() {
        return executor.snapshot().backlog();
    }

    @Override
    public int getInFlight() {
        return executor.snapshot().inFlight();
    }

    @Override
    public long getCompletedTaskCount() {
        return executor.snapshot().completed();
    }

    @Override
    public long getRejectedTaskCount() {
        return executor.snapshot().rejected();
    }

    @Override
    public long getDiscardedTaskCount() {
        return executor.snapshot().discarded();
    }

    @Override
    public long getOverdueTaskCount() {
        return executor.snapshot().overdue();
    }

    @Override
    public int getSpareLimit() {
        return executor.workforce().spares();
    }

    @Override
    public int getSpareStartedCount() {
        return executor.workforce().sparesStarted();
    }

    @Override
    public String report() {
        return ThreadReport.of(executor);
    }
}
