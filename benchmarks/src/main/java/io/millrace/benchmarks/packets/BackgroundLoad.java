package io.millrace.benchmarks.packets;

import io.millrace.benchmarks.measure.Usage;
import io.millrace.benchmarks.measure.WorkerThreads;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Threads that do nothing but compute, of the same priority as those that are measured: a neighbour that wants every core, and whose share
 * of them the scheduler of the system decides. They touch no memory, so they do not push packets out of the caches.
 */
final class BackgroundLoad implements AutoCloseable {

    private static final int TOKENS = 10_000;

    private final WorkerThreads made = new WorkerThreads();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean hasEnded;

    /** Starts so many threads. */
    BackgroundLoad(int count) {
        for (int i = 0; i < count; i++) {
            Thread thread = made.newThread(this::compute);
            threads.add(thread);
            thread.start();
        }
    }

    private void compute() {
        while (!hasEnded) {
            Blackhole.consumeCPU(TOKENS);
        }
    }

    /** Returns what its threads have used. */
    Usage usage() {
        return made.usage();
    }

    /** Ends the threads, and returns when they have ended. */
    @Override
    public void close() {
        hasEnded = true;
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
