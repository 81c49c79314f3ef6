package io.millrace.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Records how long the tasks of an executor wait and take: submitters stamp them, each thread that runs them has {@link TaskTimes} of its own. */
final class Recorder {

    private final Lifecycle executor;
    private final LongSupplier clock;

    /** Guarded by this. */
    private final List<TaskTimes> present = new ArrayList<>();

    /** What threads have recorded that are gone. Guarded by this. */
    private final TaskTimes past;

    Recorder(Lifecycle executor, LongSupplier clock) {
        this.executor = executor;
        this.clock = clock;
        past = new TaskTimes(clock);
    }

    Runnable stamp(Runnable task) {
        long now = clock.getAsLong();
        return task instanceof SubmittedTask<?> future && future.stamp(now, executor)
                ? future
                : new StampedTask(task, now);
    }

    OrderedJob stamp(OrderedJob job) {
        return new StampedJob(job, clock.getAsLong());
    }

    long now() {
        return clock.getAsLong();
    }

    /** Returns what the current thread records into. */
    synchronized TaskTimes open() {
        TaskTimes times = new TaskTimes(clock);
        present.add(times);
        return times;
    }

    /** Keeps what a thread has recorded that ends. */
    synchronized void close(TaskTimes times) {
        past.addAll(times);
        present.remove(times);
    }

    /** Returns what was recorded until now, of which the caller is the owner. */
    synchronized TaskTimes total() {
        TaskTimes total = new TaskTimes(clock);
        total.addAll(past);
        present.forEach(total::addAll);
        return total;
    }
}
