package io.millrace.executor;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/** A program that a test runs in a JVM which has {@code java.base} only, and no library that is optional. */
public final class BareProgram {

    private BareProgram() {}

    /** Ends with status 0 if an executor does all that it tells others of elsewhere. */
    public static void main(String[] args) throws Exception {
        for (String absent : args) {
            try {
                Class.forName(absent);
                throw new AssertionError("this JVM has " + absent);
            } catch (ClassNotFoundException expected) {
                // As it should be.
            }
        }
        MillraceExecutor executor = MillraceExecutors.builder()
                .workers(1)
                .spares(1)
                .queueLimit(1)
                .slowWait(Duration.ofNanos(1))
                .watchdog(Duration.ofMillis(1), alert -> {})
                .context(TaskContext.classLoader())
                .build();
        Gate gate = new Gate();
        executor.execute(gate);
        gate.entered();
        executor.execute(() -> {});
        try {
            executor.execute(() -> {});
            throw new AssertionError("there is no room");
        } catch (RejectedExecutionException expected) {
            // This, and the slow wait that follows, is what a flight recorder would be told of.
        }
        gate.open();
        executor.close();
        if (executor.snapshot().completed() != 2) {
            throw new AssertionError(executor.toString());
        }
    }
}
