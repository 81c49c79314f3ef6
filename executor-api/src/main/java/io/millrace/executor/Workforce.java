package io.millrace.executor;

import io.millrace.core.PaddedLongs;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The workers: who has a thread, who is about to lose it, and how one comes back. Worker i drives port i.
 *
 * <pre>
 *   ABSENT   -> STARTING  appoint, under the lock
 *   STARTING -> LIVE      the thread has started
 *   STARTING -> ABSENT    it could not be started, or it has left already
 *   LIVE     -> RETIRING  the worker was idle for long; it looks once more
 *   RETIRING -> LIVE      recalled, by itself or by a submitter
 *   RETIRING -> ABSENT    it found nothing and leaves
 *   LIVE     -> ABSENT    it leaves because the executor ends
 * </pre>
 *
 * <ol>
 *   <li>At most one thread drives a port: only the lock holder leaves ABSENT, and ABSENT is written last by the thread
 *       that leaves.
 *   <li>No task is left behind by a worker that retires. A submitter enters its entry and then reads who is live; the
 *       worker writes RETIRING, lowers the live count, and then looks. Either the worker sees the entry or the
 *       submitter sees that it must recall or start a worker.
 *   <li>No thread starts after termination: a starter raises the thread count and then reads the state; who ends raises
 *       the state and then reads the count.
 *   <li>A submitter that relies on a worker being started by another waits for the outcome, so that a failing thread
 *       factory strands nobody.
 * </ol>
 */
final class Workforce {

    /** No worker in particular. */
    static final int ANY = -1;

    private static final int ABSENT = 0;
    private static final int STARTING = 1;
    private static final int LIVE = 2;
    private static final int RETIRING = 3;

    private final Lifecycle lifecycle;
    private final ThreadFactory factory;
    private final Runnable[] loops;
    private final AtomicIntegerArray slots;
    private final AtomicReferenceArray<@Nullable Thread> threads;
    private final AtomicInteger live = new AtomicInteger();
    private final AtomicInteger present = new AtomicInteger();

    /** Workers that have found nothing. On lines of its own: submitters read the other counts all the time. */
    private final PaddedLongs idle = new PaddedLongs(1);

    private final ReentrantLock starting = new ReentrantLock();
    private IntConsumer beforeStarting = worker -> {};
    private Runnable afterStarting = () -> {};
    private Runnable afterLeaving = () -> {};

    Workforce(Lifecycle lifecycle, ThreadFactory factory, int limit) {
        this.lifecycle = lifecycle;
        this.factory = factory;
        loops = new Runnable[limit];
        slots = new AtomicIntegerArray(limit);
        threads = new AtomicReferenceArray<>(limit);
    }

    /** Says what a worker does. Called for each worker before the first task. */
    void assign(int worker, Runnable loop) {
        loops[worker] = loop;
    }

    /** Says what to do before the thread of a worker starts. Called once, before the first task. */
    void beforeStarting(IntConsumer action) {
        beforeStarting = action;
    }

    /** Says what to do when a worker was counted and has started. Called once, before the first task. */
    void afterStarting(Runnable action) {
        afterStarting = action;
    }

    /** Says what to do when a worker has left. Called once, before the first task. */
    void afterLeaving(Runnable action) {
        afterLeaving = action;
    }

    int limit() {
        return loops.length;
    }

    /** Returns how many workers have a thread. */
    int present() {
        return present.get();
    }

    /** Returns whether a worker has a thread, or is about to have one. */
    boolean isPresent(int worker) {
        return slots.get(worker) != ABSENT;
    }

    /**
     * Makes sure, before a task enters, that somebody is there to run it, and starts one worker more until the limit is
     * reached.
     *
     * @throws RejectedExecutionException if there is no worker and the thread factory gives no thread
     */
    void prepare(int worker) {
        if (worker == ANY) {
            if (live.get() < loops.length) {
                oneMore();
            }
        } else if (slots.get(worker) != LIVE) {
            appoint(worker);
        }
    }

    /**
     * Makes sure, after a task has entered, that the worker it relied on has not retired in between. A thread factory
     * that fails just then is asked again at the next task: the task is in the device, so it can no longer be rejected.
     */
    void attend(int worker) {
        // Pairs with retiring(): the entry was written before this read.
        boolean attended = worker == ANY ? live.get() > 0 : slots.get(worker) == LIVE;
        if (!attended) {
            reinforce(worker);
        }
    }

    /**
     * Does for a task that has waited, and has entered now, what {@link #prepare} does for one before it enters: workers
     * may have retired meanwhile.
     */
    void reinforce(int worker) {
        try {
            prepare(worker);
        } catch (RuntimeException | Error failure) {
            report(failure);
        }
    }

    /** Counts a worker that has found nothing, until {@link #busy}. Called before it looks for the last time. */
    void idle() {
        idle.getAndAdd(0, 1);
    }

    /** Takes a worker out of the count of those that have found nothing. */
    void busy() {
        idle.getAndAdd(0, -1);
    }

    /** Returns whether a worker has found nothing, or has no thread. */
    boolean isUnderused() {
        return idle.get(0) > 0 || live.get() < loops.length;
    }

    private void oneMore() {
        try {
            for (int worker = 0; worker < loops.length; worker++) {
                if (slots.get(worker) != LIVE && appoint(worker)) {
                    return;
                }
            }
        } catch (RuntimeException | Error failure) {
            // While one worker lives the work goes on with fewer.
            if (live.get() == 0) {
                throw failure;
            }
        }
    }

    /** Recalls or starts a worker; false if another thread was faster. */
    private boolean appoint(int worker) {
        if (recall(worker)) {
            return true;
        }
        starting.lock();
        try {
            // Pairs with retired() and leave(): the thread before has left its port.
            if (!slots.compareAndSet(worker, ABSENT, STARTING)) {
                return recall(worker);
            }
            present.incrementAndGet();
            boolean started = false;
            try {
                started = start(worker);
            } finally {
                if (!started) {
                    leave(worker);
                }
            }
            // Pairs with leave() on the new thread. Fails if that has left already; then it counts no more.
            if (slots.compareAndSet(worker, STARTING, LIVE)) {
                live.incrementAndGet();
            }
            return true;
        } finally {
            starting.unlock();
        }
    }

    private boolean start(int worker) {
        // Pairs with raise(TIDYING) in Shutdown, which comes before its look at present.
        if (lifecycle.isTidying()) {
            return false;
        }
        Thread thread = factory.newThread(loops[worker]);
        if (thread == null) {
            throw new RejectedExecutionException(
                    "no worker could be started: the thread factory returned null, worker=" + worker);
        }
        threads.set(worker, thread);
        beforeStarting.accept(worker);
        thread.start();
        afterStarting.run();
        return true;
    }

    private boolean recall(int worker) {
        // Pairs with the CAS in retired(): one of the two wins.
        if (slots.compareAndSet(worker, RETIRING, LIVE)) {
            live.incrementAndGet();
            return true;
        }
        return false;
    }

    /**
     * Announces that a worker is about to leave; false if it must stay. After true the worker looks once more and calls
     * {@link #retired} or {@link #stay}.
     */
    boolean retiring(int worker) {
        // Pairs with attend(): announced before the last look at the port.
        if (!slots.compareAndSet(worker, LIVE, RETIRING)) {
            return false;
        }
        live.decrementAndGet();
        return true;
    }

    /** Takes the announcement back. */
    void stay(int worker) {
        recall(worker);
    }

    /**
     * Ends the announcement: true if the worker leaves, false if it was recalled. The thread must not touch its port
     * after true.
     */
    boolean retired(int worker) {
        // Pairs with recall(): one of the two wins.
        if (!slots.compareAndSet(worker, RETIRING, ABSENT)) {
            return false;
        }
        present.decrementAndGet();
        afterLeaving.run();
        return true;
    }

    /** Frees the place of a worker whose thread ends or has never started. */
    void leave(int worker) {
        if (slots.getAndSet(worker, ABSENT) == LIVE) {
            live.decrementAndGet();
        }
        present.decrementAndGet();
        afterLeaving.run();
    }

    void interruptAll() {
        for (int worker = 0; worker < loops.length; worker++) {
            Thread thread = threads.get(worker);
            if (thread != null && slots.get(worker) != ABSENT) {
                thread.interrupt();
            }
        }
    }

    /** Gives a failure that no caller can be told of to the handler of the current thread, and survives the handler. */
    static void report(Throwable failure) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        } catch (Throwable ignored) {
            // As the JVM does with what a handler throws.
        }
    }
}
