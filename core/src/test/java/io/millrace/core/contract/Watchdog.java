package io.millrace.core.contract;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends what takes too long: dumps all threads, then runs an action that sets the stuck ones free. What even then does not
 * end ends with the process, so that a device that hangs fails the build instead of stopping it.
 */
final class Watchdog implements AutoCloseable {

    private static final int GRACE_SECONDS = 60;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean barked;

    Watchdog(String what, Runnable action) {
        long seconds = limitSeconds();
        thread = new Thread(() -> watch(what, seconds, action), "watchdog of " + what);
        thread.setDaemon(true);
        thread.start();
    }

    static long limitSeconds() {
        return Long.getLong("millrace.watchdog.seconds", 60);
    }

    /** Returns whether the time was over. */
    boolean barked() {
        return barked;
    }

    @Override
    public void close() {
        done.countDown();
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(String what, long seconds, Runnable action) {
        try {
            if (!done.await(seconds, TimeUnit.SECONDS)) {
                barked = true;
                if (!Boolean.getBoolean("millrace.watchdog.quiet")) {
                    dump(what, seconds);
                }
                rescue(what, action);
            }
        } catch (InterruptedException nobodyInterruptsThis) {
            Thread.currentThread().interrupt();
        }
    }

    private void rescue(String what, Runnable action) throws InterruptedException {
        // In a thread of its own, since it may hang as well.
        Thread rescuer = new Thread(action, "rescuer of " + what);
        rescuer.setDaemon(true);
        rescuer.start();
        if (!done.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
            System.err.println("watchdog: not to be ended, so the process is: what=" + what);
            Runtime.getRuntime().halt(1);
        }
    }

    private static void dump(String what, long seconds) {
        System.err.println("watchdog: not finished: what=" + what + ", seconds=" + seconds);
        for (Map.Entry<Thread, StackTraceElement[]> stack :
                Thread.getAllStackTraces().entrySet()) {
            System.err.println(stack.getKey());
            for (StackTraceElement frame : stack.getValue()) {
                System.err.println("    at " + frame);
            }
        }
    }
}
