package io.millrace.executor;

import java.util.concurrent.Executors;

/**
 * Something that happens when a time has passed, or when the executor is shut down before that: whoever waits for it does not wait in vain. Not when it was
 * cancelled.
 */
final class Alarm extends TimedTask<Object> {

    private final Runnable action;

    Alarm(Runnable action, Timers timers, long delayNanos) {
        super(Executors.callable(action), timers, delayNanos, 0);
        this.action = action;
    }

    @Override
    boolean outlivesShutdown(TimerPolicy policy) {
        return false;
    }

    /** Has it happen now, in the calling thread, unless it has, or was cancelled. */
    @Override
    void giveUp() {
        if (cancel(false)) {
            try {
                action.run();
            } catch (Throwable failure) {
                Workforce.report(failure);
            }
        }
    }
}
