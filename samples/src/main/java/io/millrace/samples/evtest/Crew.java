package io.millrace.samples.evtest;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The threads of a run. The first failure of one ends the run for all; whoever joins them gets it thrown. */
final class Crew {
    private static final long LOOK_MILLIS = 20;
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Runnable ending;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** What a thread does. */
    interface Body {
        void run() throws InterruptedException;
    }

    /** Creates a crew; {@code ending} makes its threads come back after a failure. */
    Crew(Runnable ending) {
        this.ending = ending;
    }

    /** Starts a thread. A thread of the crew may start another one. */
    void start(String name, Body body) {
        Thread thread = new Thread(() -> run(body), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void run(Body body) {
        try {
            body.run();
        } catch (InterruptedException interrupted) {
            if (!hasFailed()) {
                fail(interrupted);
            }
        } catch (RuntimeException | Error failed) {
            fail(failed);
        } finally {
            threads.remove(Thread.currentThread());
        }
    }

    boolean hasFailed() {
        return failure.get() != null;
    }

    /** Notes a failure, if it is the first, and ends the run. */
    void fail(Throwable cause) {
        if (failure.compareAndSet(null, cause)) {
            ending.run();
        }
    }

    /** The threads that have not ended. */
    List<Thread> present() {
        return threads;
    }

    /** Waits until all threads have ended. After a failure, until they have or the time is over. */
    void join(StallWatch watch) throws InterruptedException {
        while (!threads.isEmpty() && !hasFailed()) {
            int before = threads.size();
            joinOne();
            try {
                if (threads.size() < before) {
                    watch.advanced();
                }
                watch.look();
            } catch (BrokenPromise stalled) {
                fail(stalled);
            }
        }
        long begin = System.nanoTime();
        while (!threads.isEmpty() && System.nanoTime() - begin < GRACE_NANOS) {
            threads.forEach(Thread::interrupt);
            joinOne();
        }
    }

    private void joinOne() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(LOOK_MILLIS);
            return;
        }
    }

    /** Throws what the first failing thread has thrown, if one has. */
    void requireSuccess() {
        Throwable cause = failure.get();
        if (cause instanceof BrokenPromise broken) {
            throw broken;
        }
        if (cause != null) {
            throw new BrokenPromise(cause);
        }
    }
}
