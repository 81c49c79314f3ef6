package io.millrace.samples.evtest;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Watches a figure that grows while a run gets on. When it has stood still for too long, that is a broken promise, told with all there is to see.
 *
 * <p>Between two looks no more than a moment counts, however long it was: where the watch does not get the processor, the run does not either.
 */
final class StallWatch {
    /** How long a run may stand still on a machine that others use too. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final LongSupplier progress;
    private final Supplier<String> state;
    private final Ticker ticker;
    private final long patienceNanos;
    private long last = -1;
    private long lastLook = System.nanoTime();
    private long stoodStillNanos;

    /**
     * Creates a watch.
     *
     * @param progress what grows
     * @param state what there is to see of a run that has stalled
     * @param ticker is told how far the run is, and of a stall
     * @param patienceNanos how long the figure may stand still
     */
    StallWatch(LongSupplier progress, Supplier<String> state, Ticker ticker, long patienceNanos) {
        this.progress = progress;
        this.state = state;
        this.ticker = ticker;
        this.patienceNanos = patienceNanos;
    }

    void look() {
        long now = System.nanoTime();
        stoodStillNanos += Math.min(now - lastLook, MOMENT_NANOS);
        lastLook = now;
        long current = progress.getAsLong();
        ticker.tick(current);
        if (current != last) {
            last = current;
            advanced();
        } else if (stoodStillNanos > patienceNanos) {
            ticker.say(state.get() + stacks());
            throw new BrokenPromise(
                    Promise.END,
                    "no progress for " + TimeUnit.NANOSECONDS.toMillis(patienceNanos) + " ms: count=" + current);
        }
    }

    /** The run has got on in another way. */
    void advanced() {
        stoodStillNanos = 0;
    }

    private static String stacks() {
        StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            text.append(String.format("%s %s%n", thread.getName(), thread.getState()));
            for (StackTraceElement frame : frames) {
                text.append(String.format("    at %s%n", frame));
            }
        });
        return text.toString();
    }
}
