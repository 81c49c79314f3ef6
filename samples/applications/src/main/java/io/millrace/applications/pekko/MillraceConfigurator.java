package io.millrace.applications.pekko;

import com.typesafe.config.Config;
import io.millrace.applications.MillraceThreads;
import io.millrace.executor.MillraceExecutors;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.apache.pekko.dispatch.MonitorableThreadFactory;

/**
 * Makes the executor of a dispatcher of Pekko whose configuration names this class.
 *
 * <p>The threads are Pekko's own, so that its configuration of daemon threads and class loaders holds. Pekko shuts the
 * executor of an unused dispatcher down and asks for another one when there is work again.
 */
public final class MillraceConfigurator extends ExecutorServiceConfigurator {

    private final int workers;

    /**
     * Called by Pekko.
     *
     * @param dispatcher the configuration of the dispatcher
     * @param prerequisites what Pekko has for executors
     */
    public MillraceConfigurator(Config dispatcher, DispatcherPrerequisites prerequisites) {
        super(dispatcher, prerequisites);
        workers = dispatcher.getInt("millrace.workers");
    }

    // begin pekko dispatcher
    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory factory) {
        ThreadFactory named =
                factory instanceof MonitorableThreadFactory pekko ? pekko.withName(pekko.name() + "-" + id) : factory;
        return MillraceExecutors.builder().name(id).workers(workers).threadFactory(new MillraceThreads(named))::build;
    }
    // end pekko dispatcher
}
