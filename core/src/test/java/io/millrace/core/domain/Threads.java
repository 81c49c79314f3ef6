package io.millrace.core.domain;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Threads of a test, joined in bounded time; the first failure in any of them is the failure of the test. */
public final class Threads {

    private static final long LIMIT_SECONDS = 60;

    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** Something that may throw. */
    public interface Body {
        void run() throws Exception;
    }

    public Thread start(Body body) {
        Thread thread = new Thread(() -> {
            try {
                body.run();
            } catch (Throwable failure) {
                failures.add(failure);
            }
        });
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    public void join() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            if (thread.isAlive() && failures.isEmpty()) {
                StringBuilder dump = new StringBuilder("threads did not end in time:");
                threads.forEach(t -> dump.append('\n').append(t).append(' ').append(List.of(t.getStackTrace())));
                fail(dump.toString());
            }
        }
        if (!failures.isEmpty()) {
            fail(failures.peek());
        }
    }
}
