package io.millrace.benchmarks.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Makes the worker threads of one pool, of whatever kind, and tells what they have used. */
public final class WorkerThreads implements ThreadFactory, ForkJoinPool.ForkJoinWorkerThreadFactory {

    private static final Path PROC = Path.of("/proc");

    private final Queue<Started> started = new ConcurrentLinkedQueue<>();

    /** A thread that has started; {@code status} is null where the system does not tell. */
    private record Started(long id, @Nullable Path status) {}

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(() -> {
            begin();
            work.run();
        });
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
        return new ForkJoinWorkerThread(pool) {
            @Override
            protected void onStart() {
                super.onStart();
                begin();
            }
        };
    }

    @SuppressWarnings("deprecation") // threadId() came with JDK 19
    private void begin() {
        started.add(new Started(Thread.currentThread().getId(), statusOfThisThread()));
    }

    private static @Nullable Path statusOfThisThread() {
        try {
            return PROC.resolve(Files.readSymbolicLink(PROC.resolve("thread-self")))
                    .resolve("status");
        } catch (IOException notLinux) {
            return null;
        }
    }

    /** Returns what all threads have used since they started. */
    public Usage usage() {
        Usage sum = Usage.NOTHING;
        for (Started thread : started) {
            long cpuNanos = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.id);
            sum = sum.plus(new Usage(Math.max(0, cpuNanos), switches(thread.status)));
        }
        return sum;
    }

    private static double switches(@Nullable Path status) {
        if (status == null) {
            return Double.NaN;
        }
        try {
            return ProcessUsage.switches(status);
        } catch (IOException unreadable) {
            return Double.NaN;
        }
    }
}
