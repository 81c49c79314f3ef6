package io.millrace.benchmarks.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A producer that hands in tasks at the times of a schedule, whether or not earlier ones have started. If it comes late, tasks keep the
 * time that was meant, so that a delay is seen by all tasks that it holds up (no coordinated omission).
 */
public final class OpenLoop {

    /** Closer than this the producer does not sleep: the kernel would wake it too late. */
    private static final long CLOSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /** By how much it has itself woken early. */
    private static final long EARLY_NANOS = TimeUnit.MICROSECONDS.toNanos(60);

    private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Takes a task that was meant to come at a time of {@link System#nanoTime()}. */
    @FunctionalInterface
    public interface Entry {
        void submit(int task, long dueNanos);
    }

    private OpenLoop() {}

    /** Runs a schedule in this thread and returns its processor time without that of waiting for the next task: what handing in costs. */
    public static long run(Schedule schedule, Entry entry) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begin = System.nanoTime() + LEAD_NANOS;
        long beginCpu = threads.getCurrentThreadCpuTime();
        long waitingCpu = 0;
        for (int task = 0; task < schedule.length(); task++) {
            long due = begin + schedule.nanosOf(task);
            if (due - System.nanoTime() > 0) {
                long before = threads.getCurrentThreadCpuTime();
                awaitTime(due);
                waitingCpu += threads.getCurrentThreadCpuTime() - before;
            }
            entry.submit(task, due);
        }
        return threads.getCurrentThreadCpuTime() - beginCpu - waitingCpu;
    }

    private static void awaitTime(long due) {
        long left = due - System.nanoTime();
        while (left > 0) {
            if (left > CLOSE_NANOS) {
                LockSupport.parkNanos(left - EARLY_NANOS);
            } else {
                // Two cores, two workers: one of them may need this core.
                Thread.yield();
            }
            left = due - System.nanoTime();
        }
    }

    /** Sleeps, in this thread. */
    public static void pause(long nanos) {
        awaitTime(System.nanoTime() + nanos);
    }
}
