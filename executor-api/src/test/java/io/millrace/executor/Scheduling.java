package io.millrace.executor;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;

/** Whom a test of {@link ScheduledExecutorService} is run against: the JDK's, to prove the test, and ours. */
enum Scheduling {
    JDK_1(1) {
        @Override
        ScheduledExecutorService open(ThreadFactory factory, TimerPolicy policy) {
            return jdk(factory, policy);
        }
    },
    JDK_2(2) {
        @Override
        ScheduledExecutorService open(ThreadFactory factory, TimerPolicy policy) {
            return jdk(factory, policy);
        }
    },
    FIXED_1(1) {
        @Override
        ScheduledExecutorService open(ThreadFactory factory, TimerPolicy policy) {
            return ours(StartOrder.FIFO, factory, policy);
        }
    },
    FIXED_2(2) {
        @Override
        ScheduledExecutorService open(ThreadFactory factory, TimerPolicy policy) {
            return ours(StartOrder.FIFO, factory, policy);
        }
    },
    STEALING_1(1) {
        @Override
        ScheduledExecutorService open(ThreadFactory factory, TimerPolicy policy) {
            return ours(StartOrder.RELAXED, factory, policy);
        }
    },
    STEALING_2(2) {
        @Override
        ScheduledExecutorService open(ThreadFactory factory, TimerPolicy policy) {
            return ours(StartOrder.RELAXED, factory, policy);
        }
    };

    static final TimerPolicy DEFAULT = new TimerPolicy(true, false);

    private final int workers;

    Scheduling(int workers) {
        this.workers = workers;
    }

    int workers() {
        return workers;
    }

    ScheduledExecutorService open(ThreadFactory factory) {
        return open(factory, DEFAULT);
    }

    abstract ScheduledExecutorService open(ThreadFactory factory, TimerPolicy policy);

    final ScheduledExecutorService jdk(ThreadFactory factory, TimerPolicy policy) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(workers, factory);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(policy.keepsDelayed());
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(policy.keepsPeriodic());
        return executor;
    }

    final ScheduledExecutorService ours(StartOrder order, ThreadFactory factory, TimerPolicy policy) {
        return MillraceExecutors.builder()
                .workers(workers)
                .startOrder(order)
                .threadFactory(factory)
                .executeExistingDelayedTasksAfterShutdownPolicy(policy.keepsDelayed())
                .continueExistingPeriodicTasksAfterShutdownPolicy(policy.keepsPeriodic())
                .build();
    }
}
