package io.millrace.core.contract;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Bounds the time of a test: interrupts the thread that made it, which then fails with a dump of those that run code of ours. A test
 * that even then does not end ends the process.
 */
public final class TimeLimit implements AutoCloseable {

    private static final int GRACE_SECONDS = 20;

    /** Threads that are held up take longer. */
    private static final int PATIENCE = System.getProperty(Jitter.PROPERTY) == null ? 1 : 4;

    private final Thread guarded = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Supplier<String> state;
    private final Thread watcher;
    private volatile String dump = "";

    private TimeLimit(Duration limit, Supplier<String> state) {
        this.state = state;
        watcher = new Thread(() -> watch(limit), "time limit");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Begins to bound the time of the current thread. */
    public static TimeLimit seconds(int limit) {
        return seconds(limit, () -> "");
    }

    /** The same, with something to say before the threads if the time is over. */
    public static TimeLimit seconds(int limit, Supplier<String> state) {
        return new TimeLimit(Duration.ofSeconds((long) PATIENCE * limit), state);
    }

    private void watch(Duration limit) {
        try {
            if (!done.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                dump = "not done within " + limit + "\n" + stateAndThreads();
                guarded.interrupt();
                if (!done.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    System.err.println(dump);
                    // Whoever collects what the process prints does so in a thread of its own.
                    TimeUnit.SECONDS.sleep(2);
                    Runtime.getRuntime().halt(1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks for the state in a thread of its own: who is asked may be what hangs. */
    private String stateAndThreads() throws InterruptedException {
        AtomicReference<String> told = new AtomicReference<>("the state cannot be told\n");
        Thread asking = new Thread(() -> told.set(state.get()), "asks for the state");
        asking.setUncaughtExceptionHandler((thread, failure) -> told.set(failure + "\n"));
        asking.setDaemon(true);
        String threads = dumpOfOurThreads();
        asking.start();
        asking.join(TimeUnit.SECONDS.toMillis(3));
        return told.get() + threads;
    }

    private static String dumpOfOurThreads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> Arrays.stream(entry.getValue()).anyMatch(TimeLimit::isOurs))
                .map(entry -> entry.getKey()
                        + " "
                        + entry.getKey().getState()
                        + Arrays.stream(entry.getValue())
                                .takeWhile(frame -> !frame.getClassName().startsWith("org.junit."))
                                .map(frame -> "\n    at " + frame)
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n\n"));
    }

    private static boolean isOurs(StackTraceElement frame) {
        return frame.getClassName().startsWith("io.millrace.");
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
