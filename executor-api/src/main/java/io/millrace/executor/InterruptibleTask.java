package io.millrace.executor;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A callable as a task that can be forked, and interrupted while it runs. */
final class InterruptibleTask<V extends @Nullable Object> extends AdaptedTask<V> {

    /** Null unless it runs. Guarded by this, and so are the next three. */
    private @Nullable Thread runner;

    /** What the runner runs below and on top of this; null if that is no worker. */
    private @Nullable RunningTasks running;

    private int level;
    private boolean interrupted;

    InterruptibleTask(Callable<? extends V> callable) {
        super(callable);
    }

    @Override
    protected boolean exec() throws Exception {
        begin();
        try {
            // Pairs with cancel(): the runner was written before this, and one that has cancelled reads it afterwards.
            return isDone() || super.exec();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        runner = Thread.currentThread();
        if (Serving.current() instanceof Shift shift) {
            running = shift.running();
            level = running.level();
        }
    }

    /** Leaves no interrupt of this task to the one that its thread goes on with. */
    private synchronized void end() {
        runner = null;
        running = null;
        if (interrupted) {
            interrupted = false;
            Thread.interrupted();
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean before = isDone();
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled && !before && mayInterruptIfRunning) {
            interrupt();
        }
        return cancelled;
    }

    private synchronized void interrupt() {
        Thread thread = runner;
        if (thread == null) {
            return;
        }
        interrupted = true;
        if (running == null) {
            thread.interrupt();
        } else {
            running.interrupt(level);
        }
    }
}
