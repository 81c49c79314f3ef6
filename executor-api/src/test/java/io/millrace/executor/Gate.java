package io.millrace.executor;

import java.util.concurrent.CountDownLatch;

/** A task that says when it has started and ends when it is let go. */
public final class Gate implements Runnable {

    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile boolean interrupted;

    @Override
    public void run() {
        started.countDown();
        try {
            open.await();
        } catch (InterruptedException e) {
            interrupted = true;
        }
    }

    /** Waits until the task has started. */
    public Gate entered() throws InterruptedException {
        started.await();
        return this;
    }

    /** Returns whether the task has started. */
    public boolean hasStarted() {
        return started.getCount() == 0;
    }

    public void open() {
        open.countDown();
    }

    public boolean wasInterrupted() {
        return interrupted;
    }
}
