package io.millrace.core.contract;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Bounds the time of a test: interrupts the thread that made it, which then fails with a dump of all threads. A test
 * that even then does not end ends the process.
 */
public final class TimeLimit implements AutoCloseable {

    private static final int GRACE_SECONDS = 20;

    private final Thread guarded = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread watcher;
    private volatile String dump = "";

    private TimeLimit(Duration limit) {
        watcher = new Thread(() -> watch(limit), "time limit");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Begins to bound the time of the current thread. */
    public static TimeLimit seconds(int limit) {
        return new TimeLimit(Duration.ofSeconds(limit));
    }

    private void watch(Duration limit) {
        try {
            if (!done.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                dump = "not done within " + limit + "\n" + dumpOfAllThreads();
                guarded.interrupt();
                if (!done.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    System.err.println(dump);
                    Runtime.getRuntime().halt(1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String dumpOfAllThreads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .map(entry -> entry.getKey()
                        + " "
                        + entry.getKey().getState()
                        + Arrays.stream(entry.getValue())
                                .map(frame -> "\n    at " + frame)
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n\n"));
    }

    @Override
    public void close() {
        done.countDown();
        if (!dump.isEmpty()) {
            Thread.interrupted();
            throw new AssertionError(dump);
        }
    }
}
