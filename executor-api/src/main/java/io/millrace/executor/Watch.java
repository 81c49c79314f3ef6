package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Looks at something now and then, on a daemon thread that lives while it is needed: while there are workers, and perhaps for longer.
 *
 * <p>The thread is never missing while there is a worker, or what else it is needed for: who brings one counts it and then asks for the watch; the thread looks at the count before it
 * leaves, and both happen under the lock of this object.
 */
final class Watch implements Runnable {

    private static final long FIRST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final String threadName;
    private final LongSupplier look;
    private final Lifecycle lifecycle;
    private final BooleanSupplier isNeeded;
    private boolean running;

    /**
     * Creates a watch that has not begun.
     *
     * @param look looks once, and returns how many nanoseconds later to look again
     * @param isNeeded whether there is something to watch
     */
    Watch(String threadName, LongSupplier look, Lifecycle lifecycle, BooleanSupplier isNeeded) {
        this.threadName = threadName;
        this.look = look;
        this.lifecycle = lifecycle;
        this.isNeeded = isNeeded;
    }

    /** Makes sure that somebody watches. Called when a worker was counted and has started; never fails, as the work can go on without. */
    synchronized void begin() {
        if (!running) {
            try {
                Thread thread = new Thread(this, threadName);
                thread.setDaemon(true);
                Surroundings.start(thread);
                running = true;
            } catch (RuntimeException | Error failure) {
                Workforce.report(failure);
            }
        }
    }

    @Override
    public void run() {
        Surroundings.run(this::watch);
    }

    private void watch() {
        long rest = FIRST_LOOK_NANOS;
        while (!isTerminatedWithin(rest)) {
            rest = look();
            if (isUnused()) {
                return;
            }
        }
    }

    private long look() {
        try {
            return look.getAsLong();
        } catch (Throwable failure) {
            // A device that fails now may answer the next time.
            Workforce.report(failure);
            return FIRST_LOOK_NANOS;
        }
    }

    private synchronized boolean isUnused() {
        running = isNeeded.getAsBoolean();
        return !running;
    }

    private boolean isTerminatedWithin(long nanos) {
        try {
            return lifecycle.awaitTermination(nanos);
        } catch (InterruptedException nobodyDoesThis) {
            return false;
        }
    }
}
