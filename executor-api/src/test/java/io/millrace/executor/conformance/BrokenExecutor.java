package io.millrace.executor.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A pool of the JDK with one defect. */
final class BrokenExecutor extends AbstractExecutorService {

    /** What can be wrong with it. */
    enum Defect {
        NONE,
        LOSES_A_TASK,
        RUNS_A_TASK_TWICE,
        RUNS_IN_THE_CALLER,
        DROPS_EXCEPTIONS,
        TELLS_EXCEPTIONS_TWICE,
        CARRIES_INTERRUPTS_OVER,
        REJECTS_NOTHING,
        REJECTS_BEFORE_IT_LOOKS_FOR_NULL,
        RETURNS_ENVELOPES,
        RETURNS_WHAT_RUNS,
        RETURNS_NOTHING,
        INTERRUPTS_ON_SHUTDOWN,
        STOPS_WITHOUT_INTERRUPT,
        SPINS_UNTIL_THE_END,
        ENDS_EARLY
    }

    private static final int SELDOM = 50;

    private final Defect defect;
    private final ThreadPoolExecutor pool;
    private final AtomicInteger submitted = new AtomicInteger();
    private final AtomicInteger unfinished = new AtomicInteger();
    private final ThreadLocal<Boolean> interruptedBefore = ThreadLocal.withInitial(() -> false);
    private volatile Runnable latest = () -> {};

    BrokenExecutor(Defect defect, int workers, ThreadFactory threads) {
        this.defect = defect;
        pool = new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    }

    private record Envelope(Runnable task, Runnable body) implements Runnable {
        @Override
        public void run() {
            body.run();
        }
    }

    @Override
    public void execute(Runnable command) {
        if (defect == Defect.REJECTS_BEFORE_IT_LOOKS_FOR_NULL && pool.isShutdown()) {
            pool.execute(() -> {});
        }
        Objects.requireNonNull(command);
        boolean seldom = submitted.incrementAndGet() % SELDOM == 0;
        if ((defect == Defect.LOSES_A_TASK && seldom) || (defect == Defect.REJECTS_NOTHING && pool.isShutdown())) {
            return;
        }
        if (defect == Defect.RUNS_IN_THE_CALLER && seldom) {
            command.run();
            return;
        }
        pool.execute(new Envelope(command, () -> run(command, seldom)));
    }

    private void run(Runnable task, boolean seldom) {
        unfinished.incrementAndGet();
        latest = task;
        try {
            if (defect == Defect.CARRIES_INTERRUPTS_OVER && interruptedBefore.get()) {
                Thread.currentThread().interrupt();
            }
            task.run();
            interruptedBefore.set(Thread.currentThread().isInterrupted());
            if (defect == Defect.RUNS_A_TASK_TWICE && seldom) {
                task.run();
            }
        } catch (RuntimeException | Error failure) {
            if (defect == Defect.TELLS_EXCEPTIONS_TWICE) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
            }
            if (defect != Defect.DROPS_EXCEPTIONS) {
                throw failure;
            }
        } finally {
            unfinished.decrementAndGet();
        }
    }

    @Override
    public void shutdown() {
        if (defect == Defect.INTERRUPTS_ON_SHUTDOWN) {
            List<Runnable> rest = new ArrayList<>();
            pool.getQueue().drainTo(rest);
            rest.forEach(pool::execute);
            pool.shutdown();
            if (unfinished.get() > 0) {
                pool.shutdownNow();
            }
        }
        pool.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> found = new ArrayList<>();
        if (defect == Defect.STOPS_WITHOUT_INTERRUPT) {
            pool.getQueue().drainTo(found);
            pool.shutdown();
        } else {
            found.addAll(pool.shutdownNow());
        }
        if (defect == Defect.RETURNS_NOTHING) {
            return new ArrayList<>();
        }
        if (defect != Defect.RETURNS_ENVELOPES) {
            found.replaceAll(task -> ((Envelope) task).task());
        }
        if (defect == Defect.RETURNS_WHAT_RUNS && unfinished.get() > 0) {
            found.add(latest);
        }
        return found;
    }

    @Override
    public boolean isShutdown() {
        return pool.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return defect == Defect.ENDS_EARLY ? pool.isShutdown() : pool.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        if (defect == Defect.ENDS_EARLY && pool.isShutdown()) {
            return true;
        }
        if (defect == Defect.SPINS_UNTIL_THE_END) {
            long begin = System.nanoTime();
            while (!pool.isTerminated() && System.nanoTime() - begin < unit.toNanos(timeout)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return pool.isTerminated();
        }
        return pool.awaitTermination(timeout, unit);
    }
}
