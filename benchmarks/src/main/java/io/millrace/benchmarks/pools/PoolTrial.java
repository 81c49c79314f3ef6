package io.millrace.benchmarks.pools;

import io.millrace.benchmarks.measure.OpenLoop;
import io.millrace.benchmarks.measure.Schedule;
import io.millrace.benchmarks.measure.Starts;
import io.millrace.benchmarks.measure.Usage;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What tasks without work cost in a pool, and how late they start, over several rounds. */
final class PoolTrial {

    /** As long as a worker may take to go to sleep after the last task. */
    private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final PoolArm pool;
    private final Starts starts = new Starts();
    private Usage used = Usage.NOTHING;
    private long submitNanos;
    private long tasks;

    PoolTrial(PoolArm pool) {
        this.pool = pool;
    }

    void run(Schedule schedule) {
        Usage before = pool.threads().usage();
        submitNanos +=
                OpenLoop.run(schedule, (task, dueNanos) -> pool.executor().execute(new Task(dueNanos)));
        tasks += schedule.length();
        starts.awaitCompleted(tasks);
        OpenLoop.pause(SETTLE_NANOS);
        used = used.plus(pool.threads().usage().minus(before));
    }

    Histogram latencies() {
        return starts.histogram();
    }

    /** Returns the processor time of workers and producer, without what the producer needs to keep its schedule, a task. */
    double nanosPerTask() {
        return (double) (used.cpuNanos() + submitNanos) / tasks;
    }

    /** Returns the processor time of the producer for handing in, a task. */
    double submitNanosPerTask() {
        return (double) submitNanos / tasks;
    }

    /** Returns how often workers went to sleep, a task. Each time somebody has to wake them. */
    double switchesPerTask() {
        return used.switches() / tasks;
    }

    /** A task that runs once. */
    private final class Task implements Runnable {

        private final long dueNanos;
        private boolean hasRun;

        Task(long dueNanos) {
            this.dueNanos = dueNanos;
        }

        @Override
        public void run() {
            starts.started(dueNanos);
            if (hasRun) {
                starts.violated("a task ran twice");
            }
            hasRun = true;
            starts.completed();
        }
    }
}
