package io.millrace.executor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a thread records of the tasks that it runs.
 *
 * <p>Idea: the end of one task is the start of the next. The clock is read at the end of a task, and at the start of one only if
 * the thread has done something else in between; what the thread spends between two tasks counts for the second.
 */
final class TaskTimes {

    private static final VarHandle STARTED;
    private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(LatencyCounts[].class);

    static {
        try {
            STARTED = MethodHandles.lookup().findVarHandle(TaskTimes.class, "startedNanos", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final LongSupplier clock;

    // By kind; null until one of the kind was recorded.
    private final @Nullable LatencyCounts[] queueWait = new LatencyCounts[TaskKind.COUNT];
    private final @Nullable LatencyCounts[] service = new LatencyCounts[TaskKind.COUNT];
    private final @Nullable LatencyCounts[] reorderWait = new LatencyCounts[TaskKind.COUNT];

    private int kind;

    /** Those of the kind. */
    private LatencyCounts queueWaitOfKind = at(queueWait, TaskKind.PLAIN);

    private LatencyCounts serviceOfKind = at(service, TaskKind.PLAIN);

    /** The end of the last task, or a time since then. */
    private long lapNanos;

    /** Whether the thread has done nothing else since. */
    private boolean chained;

    /** Whether a task with a stamp runs. */
    private boolean timed;

    private long submittedNanos;
    private long startedNanos;

    TaskTimes(LongSupplier clock) {
        this.clock = clock;
    }

    /** Says of which kind the tasks are that come now. */
    void expect(int next) {
        if (next != kind) {
            kind = next;
            queueWaitOfKind = at(queueWait, next);
            serviceOfKind = at(service, next);
        }
    }

    /** Says that the thread does something that is no task, and may take long. */
    void pause() {
        chained = false;
    }

    /** Returns the end of the last task, or the time if the thread has done something else since. */
    long lap() {
        if (!chained) {
            lapNanos = clock.getAsLong();
            chained = true;
        }
        return lapNanos;
    }

    /** Begins a task, and returns it without its stamp. */
    Runnable begin(Runnable task) {
        if (task instanceof StampedTask stamped) {
            begin(stamped.submittedNanos());
            return stamped.task();
        }
        if (task instanceof SubmittedTask<?> future && future.isStamped()) {
            // Pairs with runEarly() of a waiter: one of the two runs it and records it.
            if (!future.take()) {
                return () -> {};
            }
            begin(future.submittedNanos());
        }
        return task;
    }

    /** Begins something that was submitted then. */
    void begin(long submitted) {
        timed = true;
        submittedNanos = submitted;
        // Pairs with startedNanos(), which may see an older one.
        STARTED.setOpaque(this, lap());
    }

    /** Runs a task in the middle of another, which it keeps waiting: its time is part of that one's. */
    void runOnTop(StampedTask task, Consumer<Runnable> body) {
        int kindBelow = kind;
        boolean timedBelow = timed;
        long submittedBelow = submittedNanos;
        long startedBelow = startedNanos;
        expect(TaskKind.PLAIN);
        pause();
        begin(task.submittedNanos());
        try {
            body.accept(task.task());
        } finally {
            end();
            pause();
            expect(kindBelow);
            timed = timedBelow;
            submittedNanos = submittedBelow;
            STARTED.setOpaque(this, startedBelow);
        }
    }

    /** Ends what was begun, if it had a stamp. Returns the time. */
    long end() {
        chained = false;
        if (!timed) {
            return lapNanos;
        }
        timed = false;
        long now = lap();
        queueWaitOfKind.record(startedNanos - submittedNanos);
        serviceOfKind.record(now - startedNanos);
        return now;
    }

    /** Records that a job whose parallel part had ended then has its turn now. */
    void inOrder(long doneNanos) {
        at(reorderWait, TaskKind.ORDERED).record(lap() - doneNanos);
    }

    /** Returns when the task began that runs; about that, if another thread asks. */
    long startedNanos() {
        return (long) STARTED.getOpaque(this);
    }

    private static LatencyCounts at(@Nullable LatencyCounts[] counts, int kind) {
        LatencyCounts present = counts[kind];
        if (present == null) {
            present = new LatencyCounts();
            // Pairs with addAll(): seen empty, or not at all.
            COUNTS.setRelease(counts, kind, present);
        }
        return present;
    }

    /** Adds what another has recorded. Called by the owner of this. */
    void addAll(TaskTimes others) {
        addAll(queueWait, others.queueWait);
        addAll(service, others.service);
        addAll(reorderWait, others.reorderWait);
    }

    private static void addAll(@Nullable LatencyCounts[] to, @Nullable LatencyCounts[] from) {
        for (int kind = 0; kind < TaskKind.COUNT; kind++) {
            LatencyCounts more = (LatencyCounts) COUNTS.getAcquire(from, kind);
            if (more != null) {
                at(to, kind).addAll(more);
            }
        }
    }

    /** Returns what was recorded of a kind. */
    ExecutorStatistics.Latency latency(int of) {
        return new ExecutorStatistics.Latency(
                LatencyHistogram.of(at(queueWait, of)),
                LatencyHistogram.of(at(service, of)),
                LatencyHistogram.of(at(reorderWait, of)));
    }
}
