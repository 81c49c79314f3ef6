package io.millrace.executor;

import io.millrace.core.Device;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** What a builder has collected for one executor. */
record ExecutorPlan(
        String name,
        Device device,
        DomainShape shape,
        int workers,
        int coreWorkers,
        ThreadFactory threads,
        int spares,
        long keepAliveNanos,
        @Nullable BoundShape bound,
        @Nullable TaskHooks hooks,
        TimerPolicy timers,
        Observation observation,
        boolean recordsLatency) {}
