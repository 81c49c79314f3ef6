package io.millrace.core.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Threads of a test. The first failure of one ends the domain under test, so that the others come back; all are joined. */
final class Crew implements AutoCloseable {

    /** What a thread does. */
    interface Body {
        void run() throws Exception;
    }

    private final DomainUnderTest domain;
    private final List<Thread> threads = new ArrayList<>();
    private boolean joined;

    Crew(DomainUnderTest domain) {
        this.domain = domain;
    }

    /** Starts a thread. */
    Thread start(String name, Body body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } catch (Throwable failure) {
                        domain.fail(failure);
                    }
                },
                name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    /** Waits for all threads and throws what the first failing one threw. */
    void join() {
        joined = true;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Watchdog.limitSeconds() + 10);
        for (Thread thread : threads) {
            long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
            try {
                thread.join(millis);
            } catch (InterruptedException interrupted) {
                domain.fail(interrupted);
            }
            if (thread.isAlive()) {
                domain.fail(new AssertionError("thread does not end: thread=" + thread.getName()));
                thread.interrupt();
            }
        }
        domain.throwFailure();
    }

    /** Ends the domain if the test did not come to {@link #join()}, and waits for the threads. */
    @Override
    public void close() {
        if (!joined) {
            domain.fail(new AssertionError("test ended before its threads"));
            for (Thread thread : threads) {
                thread.interrupt();
                try {
                    thread.join(TimeUnit.SECONDS.toMillis(10));
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
