package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/** The threads of the workers: how they start and leave, and what they do without a place or an entry. */
final class WorkerThreads {

    /** How long after the start of a thread another one may begin what it was started for, if it ends. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** That a thread was started for a place. */
    private record Start(int worker, long nanos) {}

    private final Lifecycle lifecycle;
    private final ThreadFactory factory;

    /** Each thread that was started, by what it runs. */
    private final Map<Runnable, Thread> threads = new ConcurrentHashMap<>();

    /** Those of them that have not begun to run it, by that, and their places. Each is taken out once. */
    private final Map<Runnable, Start> starting = new ConcurrentHashMap<>();

    /** Whether there are any, or were a moment ago. Read at each submission. */
    private volatile boolean anyStarting;

    private final AtomicInteger present = new AtomicInteger();

    /** Threads that work on a task and have given its entry up. */
    private final AtomicInteger entryless = new AtomicInteger();

    /** Entries that are finished through the ingress. */
    private final AtomicInteger detached = new AtomicInteger();

    private IntConsumer beforeStarting = worker -> {};
    private IntFunction<Runnable> loops = worker -> () -> {};
    private final List<Runnable> afterStarting = new CopyOnWriteArrayList<>();
    private Runnable afterLeaving = () -> {};

    WorkerThreads(Lifecycle lifecycle, ThreadFactory factory) {
        this.lifecycle = lifecycle;
        this.factory = factory;
    }

    /** Says what makes a new thread of a worker do its work. Called once, before the first task. */
    void assign(IntFunction<Runnable> workerLoops) {
        loops = workerLoops;
    }

    /** Says what to do before the thread of a worker starts. Called once, before the first task. */
    void beforeStarting(IntConsumer action) {
        beforeStarting = action;
    }

    /** Says what to do when a worker was counted and has started. Called before the first task. */
    void afterStarting(Runnable action) {
        afterStarting.add(action);
    }

    /** Says what to do when a worker has left. Called once, before the first task. */
    void afterLeaving(Runnable action) {
        afterLeaving = action;
    }

    /** Returns how many there are. */
    int present() {
        return present.get();
    }

    List<Thread> list() {
        return List.copyOf(threads.values());
    }

    void interruptAll() {
        threads.values().forEach(Thread::interrupt);
    }

    /**
     * Counts and starts a thread; false if the executor ends. Whatever happens it is counted: if none was started, the
     * caller gives the place back and calls {@link #departed}.
     */
    boolean start(int worker) {
        // Pairs with raise(TIDYING) in Shutdown, which comes before its look at present.
        present.incrementAndGet();
        if (lifecycle.isTidying()) {
            return false;
        }
        Runnable loop = loops.apply(worker);
        Thread thread = factory.newThread(loop);
        if (thread == null) {
            throw new RejectedExecutionException(
                    "no worker could be started: the thread factory returned null, worker=" + worker);
        }
        threads.put(loop, thread);
        starting.put(loop, new Start(worker, Surroundings.nanoTime()));
        anyStarting = true;
        try {
            beforeStarting.accept(worker);
            Surroundings.start(thread);
        } catch (Throwable failure) {
            starting.remove(loop);
            threads.remove(loop);
            throw failure;
        }
        afterStarting.forEach(Runnable::run);
        return true;
    }

    /** Says that a thread begins to run what it was started for; false if it was given up for lost, and has no place. Called by it. */
    boolean begin(Runnable loop) {
        // Pairs with findLost(): one of the two takes it out.
        return starting.remove(loop) != null;
    }

    /** Returns whether some have not begun, as far as one knows. */
    boolean areSomeStarting() {
        return anyStarting;
    }

    /**
     * Finds threads that have ended without having begun, each once, which only their factory can have brought about. Returns whether others were started so lately that
     * they may turn out to be lost soon.
     */
    boolean findLost(BiConsumer<Runnable, Integer> finder) {
        // In this order: who starts one puts it there and then says so.
        anyStarting = false;
        boolean maySoon = false;
        for (Map.Entry<Runnable, Start> one : List.copyOf(starting.entrySet())) {
            Runnable loop = one.getKey();
            Start start = one.getValue();
            boolean late = Surroundings.nanoTime() - start.nanos > GRACE_NANOS;
            if (!late || !hasEnded(loop)) {
                anyStarting = true;
                maySoon |= !late;
            } else if (starting.remove(loop) != null) {
                finder.accept(loop, start.worker);
            }
        }
        return maySoon;
    }

    private boolean hasEnded(Runnable loop) {
        Thread thread = threads.get(loop);
        return thread != null && thread.getState() == Thread.State.TERMINATED;
    }

    /** Says that a thread ends. */
    void depart(Runnable loop) {
        threads.remove(loop);
        departed();
    }

    void departed() {
        present.decrementAndGet();
        afterLeaving.run();
    }

    /** Counts a thread that works on a task and is about to give its entry up. */
    void beginsEntryless() {
        entryless.incrementAndGet();
    }

    /** Takes a thread out of that count; a step of the shutdown may have waited for it. */
    void endsEntryless() {
        entryless.decrementAndGet();
        afterLeaving.run();
    }

    boolean hasEntryless() {
        return entryless.get() > 0;
    }

    void detached() {
        detached.incrementAndGet();
    }

    void finishedDetached() {
        detached.decrementAndGet();
    }

    /** Returns how many entries are worked on that no port holds. */
    int detachedEntries() {
        return detached.get();
    }
}
