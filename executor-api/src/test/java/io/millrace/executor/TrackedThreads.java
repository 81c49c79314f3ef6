package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.core.contract.TimeLimit;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes the workers' threads of a test, joins them, and keeps what they did not catch. As an extension it bounds the
 * time of each test, and joins when the test has closed its executor.
 */
public final class TrackedThreads implements ThreadFactory, BeforeEachCallback, AfterEachCallback {

    /** How many seconds a test may take, {@value #SECONDS} unless set. */
    public static final String LIMIT_PROPERTY = "millrace.limit.seconds";

    private static final int SECONDS = 30;

    public final List<Thread> made = new CopyOnWriteArrayList<>();
    public final ConcurrentLinkedQueue<Throwable> uncaught = new ConcurrentLinkedQueue<>();

    private TimeLimit limit;
    private volatile MillraceExecutor watched;

    @Override
    public void beforeEach(ExtensionContext context) {
        limit = TimeLimit.seconds(Integer.getInteger(LIMIT_PROPERTY, SECONDS), this::state);
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        try (TimeLimit ends = limit) {
            join();
        }
    }

    @Override
    public Thread newThread(Runnable loop) {
        Thread thread = new Thread(loop, "worker-" + made.size());
        adopt(thread);
        return thread;
    }

    /** Treats a thread that has not started yet as one that was made here. */
    public void adopt(Thread thread) {
        thread.setUncaughtExceptionHandler((dead, failure) -> uncaught.add(failure));
        made.add(thread);
    }

    /** Tells what an executor is like if the time is over. */
    public MillraceExecutor watched(MillraceExecutor executor) {
        watched = executor;
        return executor;
    }

    private String state() {
        MillraceExecutor executor = watched;
        return executor == null ? "" : executor.explain();
    }

    public void join() throws InterruptedException {
        for (Thread thread : made) {
            thread.join();
        }
    }

    public void assertNothingUncaught() {
        assertEquals(List.of(), List.copyOf(uncaught));
    }
}
