package io.millrace.core.contract;

import io.millrace.core.Surroundings;
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
                () -> Surroundings.run(() -> {
                    try {
                        body.run();
                    } catch (Throwable failure) {
                        domain.fail(failure);
                    }
                }),
                name);
        thread.setDaemon(true);
        threads.add(thread);
        Surroundings.start(thread);
        return thread;
    }

    /** Waits for all threads and throws what the first failing one threw. */
    void join() {
        joined = true;
        long deadline = Surroundings.nanoTime() + TimeUnit.SECONDS.toNanos(Watchdog.limitSeconds() + 10);
        for (Thread thread : threads) {
            boolean ended = false;
            try {
                ended = Surroundings.join(thread, deadline - Surroundings.nanoTime());
            } catch (InterruptedException interrupted) {
                domain.fail(interrupted);
            }
            if (!ended) {
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
                    Surroundings.join(thread, TimeUnit.SECONDS.toNanos(10));
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
