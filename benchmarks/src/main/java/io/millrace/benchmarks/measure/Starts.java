package io.millrace.benchmarks.measure;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** How late tasks start. Each worker has a histogram of its own, so that measuring costs no cache line transfer. */
public final class Starts {

    private static final int DIGITS = 3;
    private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final int LIMIT_SECONDS = 60;

    private final int limitSeconds;
    private final Queue<Histogram> ofWorkers = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Histogram> ofThisWorker = ThreadLocal.withInitial(this::add);
    private final Completions completions = Completions.ofWorkers();
    private volatile @Nullable String violation;

    public Starts() {
        this(LIMIT_SECONDS);
    }

    /** Waits for tasks for no longer than this, after the last was handed in. */
    Starts(int limitSeconds) {
        this.limitSeconds = limitSeconds;
    }

    private Histogram add() {
        Histogram histogram = new Histogram(DIGITS);
        ofWorkers.add(histogram);
        return histogram;
    }

    /** Says that a task started that was due at a time. */
    public void started(long dueNanos) {
        ofThisWorker.get().recordValue(Math.max(0, System.nanoTime() - dueNanos));
    }

    /** Says that a task is completed. */
    public void completed() {
        completions.add(0);
    }

    /** Voids the run. */
    public void violated(String how) {
        violation = how;
    }

    /**
     * Waits until so many tasks are completed, since the beginning.
     *
     * @throws IllegalStateException if they do not come in time, or more come, or the run is void
     */
    public void awaitCompleted(long tasks) {
        long limitNanos = TimeUnit.SECONDS.toNanos(limitSeconds);
        long begin = System.nanoTime();
        while (completions.count() < tasks && System.nanoTime() - begin < limitNanos) {
            OpenLoop.pause(POLL_NANOS);
        }
        long came = completions.count();
        if (came != tasks) {
            String what = came > tasks ? "tasks repeated" : "tasks not completed within " + limitSeconds + " s";
            throw new IllegalStateException(what + ": expected=" + tasks + ", came=" + came);
        }
        if (violation != null) {
            throw new IllegalStateException(violation);
        }
    }

    /** Returns all that was recorded. To be called when all tasks are completed. */
    public Histogram histogram() {
        Histogram all = new Histogram(DIGITS);
        ofWorkers.forEach(all::add);
        return all;
    }
}
