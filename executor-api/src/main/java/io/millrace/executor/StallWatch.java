package io.millrace.executor;

import io.millrace.core.DomainWatchdog;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the watchdog of a domain now and then, on a daemon thread that lives while there are workers.
 *
 * <p>The thread is never missing while there is a worker: who starts one counts it and then asks for the watch; the thread looks at the count before it
 * leaves, and both happen under the lock of this object.
 */
final class StallWatch implements Runnable {

    private static final int CHECKS_WITHIN_LIMIT = 4;

    private final String threadName;
    private final DomainWatchdog watchdog;
    private final long intervalNanos;
    private final Lifecycle lifecycle;
    private final Workforce workforce;
    private boolean running;

    StallWatch(String executor, DomainWatchdog watchdog, long limitNanos, Lifecycle lifecycle, Workforce workforce) {
        threadName = executor + "-watchdog";
        this.watchdog = watchdog;
        intervalNanos = Math.max(TimeUnit.MILLISECONDS.toNanos(1), limitNanos / CHECKS_WITHIN_LIMIT);
        this.lifecycle = lifecycle;
        this.workforce = workforce;
    }

    /** Makes sure that somebody watches. Called when a worker was counted and has started; never fails, as the work can go on without. */
    synchronized void begin() {
        if (!running) {
            try {
                Thread thread = new Thread(this, threadName);
                thread.setDaemon(true);
                thread.start();
                running = true;
            } catch (RuntimeException | Error failure) {
                Workforce.report(failure);
            }
        }
    }

    @Override
    public void run() {
        do {
            if (isTerminatedWithin(intervalNanos)) {
                return;
            }
            check();
        } while (!isUnused());
    }

    private void check() {
        try {
            watchdog.check();
        } catch (RuntimeException | Error failure) {
            // A device that fails now may answer the next time.
            Workforce.report(failure);
        }
    }

    private synchronized boolean isUnused() {
        running = workforce.present() > 0;
        return !running;
    }

    private boolean isTerminatedWithin(long nanos) {
        try {
            lifecycle.termination().get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (InterruptedException nobodyDoesThis) {
            return false;
        } catch (ExecutionException impossible) {
            throw new AssertionError("termination does not fail", impossible);
        }
    }
}
