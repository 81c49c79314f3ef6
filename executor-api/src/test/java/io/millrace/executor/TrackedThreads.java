package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

/** Makes the workers' threads of a test, joins them, and keeps what they did not catch. */
final class TrackedThreads implements ThreadFactory {

    final List<Thread> made = new CopyOnWriteArrayList<>();
    final ConcurrentLinkedQueue<Throwable> uncaught = new ConcurrentLinkedQueue<>();

    @Override
    public Thread newThread(Runnable loop) {
        Thread thread = new Thread(loop, "worker-" + made.size());
        thread.setUncaughtExceptionHandler((dead, failure) -> uncaught.add(failure));
        made.add(thread);
        return thread;
    }

    void join() throws InterruptedException {
        for (Thread thread : made) {
            thread.join();
        }
    }

    void assertNothingUncaught() {
        assertEquals(List.of(), List.copyOf(uncaught));
    }
}
