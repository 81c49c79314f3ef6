package io.millrace.executor;

import io.millrace.core.PaddedLongs;
import io.millrace.core.Surroundings;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
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
 *   LIVE     -> WAITING   its thread waits in the middle of a task, and has let go of the port
 *   WAITING  -> LIVE      the thread has waited
 *   WAITING  -> STARTING  another thread takes the place, a spare: appoint, under the lock
 *   LIVE     -> STARTING  the same, when it was found that the thread waits
 *   LIVE     -> ASIDE     the number of workers was lowered, and this one is above it
 *   ASIDE    -> LIVE      it was raised again
 * </pre>
 *
 * <p>ASIDE is like LIVE in all other transitions. Such a worker gets only what is directed to it, is not counted as
 * live, and retires as soon as there is nothing of that.
 *
 * <p>A thread that has lost its place ends with its task. There are never more threads than places and spares.
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
 *   <li>A worker is live only below the number. Who changes the number writes it and then reads the states; who makes a
 *       worker live writes its state and then reads the number. Whoever lowers the live count by that looks for work
 *       afterwards, as one that retires does.
 * </ol>
 */
final class Workforce {

    /** No worker in particular. */
    static final int ANY = -1;

    private static final int ABSENT = 0;
    private static final int STARTING = 1;
    private static final int LIVE = 2;
    private static final int RETIRING = 3;
    private static final int WAITING = 4;
    private static final int ASIDE = 5;

    private static final int DIRECTED_TO = 1;
    private static final int NEEDED = 2;

    private final Lifecycle lifecycle;
    private final WorkerThreads threads;
    private final int spares;
    private final AtomicIntegerArray slots;

    /** How many places serve all: those that come first. Written under the lock of {@link Controls}. */
    private volatile int number;

    /** As many, or 0 while the executor is paused. Read before each task of a turn. */
    private volatile int open;

    /** The thread that waits in a place, as long as another may take it. Whoever takes it out has the place. */
    private final AtomicReferenceArray<@Nullable Shift> waiters;

    /** Why a place is not left alone: {@link #DIRECTED_TO} and {@link #NEEDED}. */
    private final AtomicIntegerArray servedAlways;

    /** Whether not all workers do the same. Written under the lock of {@link Controls}. */
    private volatile boolean split;

    private final AtomicInteger live = new AtomicInteger();
    private final AtomicInteger sparesStarted = new AtomicInteger();

    /** Workers that have found nothing. On lines of its own: submitters read the other counts all the time. */
    private final PaddedLongs idle = new PaddedLongs(1);

    /** The places that something waits for and whose thread could not be started; {@link #ANY} stands for one of them all. */
    private final Set<Integer> unstarted = ConcurrentHashMap.newKeySet();

    private final ReentrantLock starting = new ReentrantLock();
    private BooleanSupplier hasWork = () -> true;
    private BooleanSupplier unfinished = () -> false;

    /** Null unless workers start on demand. */
    private @Nullable Demand demand;

    /** Up to so many, and always one, each submission starts one more; further ones what finds all others taken. */
    private int core;

    Workforce(Lifecycle lifecycle, ThreadFactory factory, int limit, int spares) {
        this.lifecycle = lifecycle;
        threads = new WorkerThreads(lifecycle, factory);
        this.spares = spares;
        slots = new AtomicIntegerArray(limit);
        number = limit;
        open = limit;
        core = limit;
        waiters = new AtomicReferenceArray<>(limit);
        servedAlways = new AtomicIntegerArray(limit);
    }

    /** Returns the threads that drive the places. */
    WorkerThreads threads() {
        return threads;
    }

    /** Says how to find out whether there is something that no worker has begun. Called once, before the first task. */
    void workIsThere(BooleanSupplier question) {
        hasWork = question;
    }

    /** Returns whether there is something that no worker has begun, as far as one can tell. */
    boolean hasWork() {
        return hasWork.getAsBoolean();
    }

    /** Says how to tell whether there is anything that has not ended. Called once, before the first task. */
    void unfinished(BooleanSupplier test) {
        unfinished = test;
    }

    /**
     * Says up to which number each submission starts a worker, and who counts the entries that need one, or have one.
     * Called once, before the first task.
     */
    void startOnDemand(int coreWorkers, Demand count) {
        core = Math.max(1, coreWorkers);
        demand = count;
    }

    /** Returns who counts what needs a worker; null unless workers start on demand. */
    @Nullable
    Demand demand() {
        return demand;
    }

    /** Says that something has entered, perhaps for one worker alone. */
    void entered(int worker) {
        if (worker != ANY && demand != null) {
            demand.entersDirected(worker);
        }
    }

    /** Returns how many places there are. */
    int limit() {
        return slots.length();
    }

    /** Returns how many of them serve all. */
    int number() {
        return number;
    }

    /** Returns how many of those that serve all have a thread which does. */
    int live() {
        return live.get();
    }

    /** Returns whether a place serves none but what is directed to it. */
    boolean isSurplus(int worker) {
        return worker >= number;
    }

    boolean isPaused() {
        return open == 0;
    }

    /** Returns whether a worker may begin another task of the turn that it has. */
    boolean mayGoOn(int worker) {
        return worker < open;
    }

    /** Changes how many places serve all, and whether turns go on. Called by one thread at a time. */
    void resize(int workers, boolean paused) {
        number = workers;
        open = paused ? 0 : workers;
        // Pairs with join(): the number was written before the states are read.
        for (int worker = 0; worker < limit(); worker++) {
            settle(worker);
        }
    }

    /** Makes a worker live if it is below the number, and sets it aside otherwise. */
    private void settle(int worker) {
        boolean lowered = false;
        for (; ; ) {
            if (worker < number) {
                if (!slots.compareAndSet(worker, ASIDE, LIVE)) {
                    break;
                }
                live.incrementAndGet();
                lowered = false;
            } else {
                if (!slots.compareAndSet(worker, LIVE, ASIDE)) {
                    break;
                }
                live.decrementAndGet();
                lowered = true;
            }
        }
        if (lowered) {
            makeUp();
        }
    }

    /** Makes a worker live, or sets it aside; false if its state is another one. */
    private boolean join(int worker, int from) {
        boolean counts = worker < number;
        boolean joined = slots.compareAndSet(worker, from, counts ? LIVE : ASIDE);
        if (joined) {
            if (counts) {
                live.incrementAndGet();
            }
            // Pairs with resize(): the state was written before the number is read again.
            settle(worker);
        }
        return joined;
    }

    /** Takes a worker out of those that are live or aside; false if it is neither. */
    private boolean part(int worker, int to) {
        while (isServing(worker)) {
            if (slots.compareAndSet(worker, LIVE, to)) {
                live.decrementAndGet();
                return true;
            }
            if (slots.compareAndSet(worker, ASIDE, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean isServing(int worker) {
        int state = slots.get(worker);
        return state == LIVE || state == ASIDE;
    }

    /** Starts a worker if there are too few for what has not ended. Called when one was lost by lowering the number. */
    void makeUp() {
        // Pairs with attend() and waiting(): the live count was lowered before this looks for work.
        if (live.get() < number && unfinished.getAsBoolean()) {
            reinforce(ANY);
        }
    }

    /** Starts workers for so many tasks, until the number is reached, and those that have work of their own. */
    void growFor(long tasks) {
        // Pairs with attend(): the number, and that nothing is paused, were written before this looks for work.
        for (int worker = 0; worker < limit() && tasks > 0; worker++) {
            if (isServedAlways(worker)) {
                reinforce(worker);
            }
        }
        growForAny(tasks);
    }

    /** Starts workers for so many tasks that any of them may run, as many as that many submissions would. */
    void growForAny(long tasks) {
        for (long task = Math.min(tasks, number); task > 0 && live.get() < number; task--) {
            reinforce(ANY);
        }
    }

    /** Returns whether a place may have another thread while its own waits. */
    boolean hasSpares() {
        return spares > 0;
    }

    int spares() {
        return spares;
    }

    /**
     * Says that there may be work for this worker which no other can do: its place is not left alone while its thread waits. For good: how much is directed
     * to a worker the device tells only by a report, which looks at every credit and is in no order with those who submit; to count it, as {@link Demand} has to where
     * workers start on demand, costs each such task two writes that others read.
     */
    void serveAlways(int worker) {
        servedAlways.getAndUpdate(worker, reasons -> reasons | DIRECTED_TO);
    }

    /** Says which workers do what not all of them do: none of these is left alone, nor ends for want of work. {@link #startNeeded} follows. */
    void need(PartWorkers parts) {
        split = parts.isSplit();
        for (int worker = 0; worker < limit(); worker++) {
            boolean needed = parts.isNeeded(worker);
            servedAlways.getAndUpdate(worker, reasons -> needed ? reasons | NEEDED : reasons & ~NEEDED);
        }
    }

    /** Returns whether not all workers do the same. */
    boolean isSplit() {
        return split;
    }

    /** Returns whether this worker stays for what not all of them do. */
    boolean isNeeded(int worker) {
        return (servedAlways.get(worker) & NEEDED) != 0;
    }

    /** Starts those that are needed. */
    void startNeeded() {
        // Pairs with WorkerLoop.retire: the reason was written before this looks who serves.
        for (int worker = 0; worker < limit(); worker++) {
            if (isNeeded(worker)) {
                reinforce(worker);
            }
        }
    }

    /** Returns whether a worker has a thread, or is about to have one. */
    boolean isPresent(int worker) {
        return slots.get(worker) != ABSENT;
    }

    /**
     * Makes sure, before a task enters, that somebody is there to run it, and starts one worker more until there are as
     * many as each submission may start.
     *
     * @throws RejectedExecutionException if there is no worker and the thread factory gives no thread
     */
    void prepare(int worker) {
        replaceLost();
        if (worker == ANY) {
            // Paused, it needs nobody for what comes: whoever resumes it looks for work afterwards.
            if (live.get() < Math.min(core, number) && !isPaused()) {
                oneMore();
            }
        } else if (!isServing(worker) && (!isPaused() || isNeeded(worker))) {
            appoint(worker);
        }
    }

    /**
     * Makes sure, after a task has entered, that the worker it relied on has not retired in between. A thread factory
     * that fails just then is asked {@linkplain #isStillMissing again}: the task is in the device, so it can no longer be
     * rejected.
     */
    void attend(int worker) {
        // Pairs with retiring(): the entry was written before this read.
        boolean attended = worker == ANY ? live.get() > 0 && !isOnDemand() : isServing(worker);
        if (!attended) {
            reinforce(worker);
        }
    }

    /** Does what {@link #attend} does, for the serial part of a job, which goes on while the executor is paused. */
    void attendSerialPart() {
        if (live.get() == 0) {
            startOne();
        } else {
            attend(ANY);
        }
    }

    /**
     * Does for a task that has waited, and has entered now, what {@link #prepare} does for one before it enters: workers
     * may have retired meanwhile.
     */
    void reinforce(int worker) {
        try {
            startFor(worker);
        } catch (Throwable failure) {
            // Also what no factory may throw and some do, such as a checked exception: the task is in the device.
            unstarted.add(worker);
            report(failure);
        }
    }

    private void startFor(int worker) {
        prepare(worker);
        if (worker == ANY && isOnDemand()) {
            oneMore();
        }
    }

    /**
     * Tries once more to start who could not be started for something that has entered. Called by workers before they sleep
     * or leave, and by who waits for room or for the end. Returns whether somebody is missing still, or may turn out to be.
     */
    boolean isStillMissing() {
        boolean maySoon = replaceLost();
        if (unstarted.isEmpty()) {
            return maySoon;
        }
        for (Integer worker : List.copyOf(unstarted)) {
            if (unstarted.remove(worker)) {
                try {
                    startFor(worker);
                } catch (Throwable again) {
                    // It was told of once.
                    unstarted.add(worker);
                }
            }
        }
        return maySoon || !unstarted.isEmpty();
    }

    /** Starts or recalls a worker, while there are too few, for something that is no entry: the watch of the timers. */
    void startForWatch() {
        if (live.get() < number && !isPaused()) {
            startOne();
        }
    }

    private void startOne() {
        try {
            oneMore();
        } catch (Throwable failure) {
            unstarted.add(ANY);
            report(failure);
        }
    }

    /**
     * Returns whether one more is to start because each of the others has an entry, or is to get one. One that lives and
     * has none looks for one.
     */
    private boolean isOnDemand() {
        int now = live.get();
        // The entry of the caller was written before this count is read.
        return demand != null && now >= core && now < number && !isPaused() && demand.entries() > now;
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
        return hasIdle() || live.get() < number;
    }

    /** Returns whether a worker has found nothing. */
    boolean hasIdle() {
        return idleWorkers() > 0;
    }

    /** Returns how many have found nothing. */
    long idleWorkers() {
        return idle.get(0);
    }

    private void oneMore() {
        try {
            // Not the place of a thread that waits as long as another is free.
            if (!appointOne(false) && hasSpares()) {
                appointOne(true);
            }
        } catch (Throwable failure) {
            // While one worker lives the work goes on with fewer.
            if (live.get() == 0) {
                throw failure;
            }
        }
    }

    private boolean appointOne(boolean waiting) {
        for (int worker = 0; worker < number; worker++) {
            int state = slots.get(worker);
            if (state != LIVE && (state == WAITING) == waiting && appoint(worker)) {
                return true;
            }
        }
        return false;
    }

    /** Recalls or starts a worker; false if another thread was faster, or there are no more spares. */
    private boolean appoint(int worker) {
        if (recall(worker)) {
            return true;
        }
        if (slots.get(worker) == WAITING && !mayStartSpare()) {
            return false;
        }
        Surroundings.lock(starting);
        try {
            // Pairs with retired() and leave(): the thread before has left its port. And with waiting() and resume().
            if (slots.compareAndSet(worker, ABSENT, STARTING)) {
                boolean started = false;
                try {
                    started = tryStart(worker);
                } finally {
                    if (!started) {
                        slots.set(worker, ABSENT);
                        threads.departed();
                    }
                }
                return true;
            }
            return startSpare(worker) || recall(worker);
        } finally {
            starting.unlock();
        }
    }

    private boolean mayStartSpare() {
        return threads.present() < number + surplus() + spares;
    }

    /** Returns how many threads there are in places above the number. */
    private int surplus() {
        int surplus = 0;
        for (int worker = number; worker < limit(); worker++) {
            surplus += isPresent(worker) ? 1 : 0;
        }
        return surplus;
    }

    /** Starts another thread for a place whose own waits; false if it waits no more. Called under the lock. */
    private boolean startSpare(int worker) {
        if (!mayStartSpare() || !slots.compareAndSet(worker, WAITING, STARTING)) {
            return false;
        }
        // Pairs with resume(): one of the two gets the place.
        Shift waiter = waiters.getAndSet(worker, null);
        if (waiter == null) {
            slots.set(worker, WAITING);
            return false;
        }
        boolean started = false;
        try {
            started = tryStart(worker);
        } finally {
            if (!started) {
                slots.set(worker, WAITING);
                waiters.set(worker, waiter);
                threads.departed();
            }
        }
        if (started) {
            spareStarted(worker);
        }
        return true;
    }

    /** Starts a thread for a place that is STARTING; false if the executor ends. */
    private boolean tryStart(int worker) {
        boolean started = threads.start(worker);
        // Pairs with leave() and waiting() on the new thread. Fails if that has left or waits already; then it counts
        // no more.
        if (started) {
            join(worker, STARTING);
        }
        return started;
    }

    /** Lets the place of a thread that has let go of the port be taken while it waits; at once if there is work and nobody idle. */
    void waiting(Shift shift) {
        int worker = shift.place();
        waiters.set(worker, shift);
        // Pairs with tryStart(): whoever has started this thread may be about to say that it lives.
        while (!slots.compareAndSet(worker, STARTING, WAITING) && !part(worker, WAITING)) {
            Surroundings.spinWait();
        }
        // Pairs with idle(): what an idle worker has not found, or is not there yet, comes later, and whoever brings it
        // looks who is live.
        boolean surplus = isSurplus(worker);
        if (surplus) {
            // Its place was counted, and is not wanted any more.
            makeUp();
        }
        if ((!surplus && !hasIdle() && hasWork.getAsBoolean()) || isServedAlways(worker)) {
            replace(worker);
        }
    }

    boolean isServedAlways(int worker) {
        return servedAlways.get(worker) != 0;
    }

    private void replace(int worker) {
        try {
            appoint(worker);
        } catch (Throwable failure) {
            // The thread goes on without, when it has waited.
            report(failure);
        }
    }

    /** Returns whether the thread that has waited has its place still. If not, it ends with its task. */
    boolean resume(Shift shift) {
        int worker = shift.place();
        // Pairs with startSpare(): one of the two gets the place.
        boolean resumed = waiters.compareAndSet(worker, shift, null);
        if (!resumed) {
            // A spare that could not be started gives it back under the lock.
            Surroundings.lock(starting);
            try {
                resumed = waiters.compareAndSet(worker, shift, null);
            } finally {
                starting.unlock();
            }
        }
        // Fails while startSpare() is about to find that the waiter is gone.
        while (resumed && !join(worker, WAITING)) {
            Surroundings.spinWait();
        }
        return resumed;
    }

    /** Gives the place of a thread that was found to wait to another; false if it does so no more, or there are no more spares. */
    boolean replace(Shift shift) {
        Surroundings.lock(starting);
        try {
            int worker = shift.place();
            boolean wanted = !isSurplus(worker) || isServedAlways(worker);
            if (!wanted || !mayStartSpare() || !shift.take()) {
                return false;
            }
            shift.freeEntry();
            // It was live or aside: only its own thread could have taken it out, which could not take its own place.
            part(worker, STARTING);
            boolean started = false;
            try {
                started = tryStart(worker);
            } finally {
                if (!started) {
                    join(worker, STARTING);
                    threads.departed();
                    shift.keepPlace();
                }
            }
            if (started) {
                shift.losePlace();
                spareStarted(worker);
            }
            return started;
        } finally {
            starting.unlock();
        }
    }

    private void spareStarted(int worker) {
        sparesStarted.incrementAndGet();
        FlightLog.spareStarted(lifecycle.executor(), worker, threads.present());
    }

    /** Returns how many threads there are beyond the places that may have one. */
    int spareThreads() {
        return Math.max(0, threads.present() - number - surplus());
    }

    /** Returns how often a thread has taken the place of another one that waits. */
    int sparesStarted() {
        return sparesStarted.get();
    }

    /** Returns whether there are as many threads as there may be. */
    boolean isExhausted() {
        return hasSpares() && !mayStartSpare();
    }

    private boolean recall(int worker) {
        // Pairs with the CAS in retired(): one of the two wins.
        return join(worker, RETIRING);
    }

    /**
     * Announces that a worker is about to leave; false if it must stay. After true the worker looks once more and calls
     * {@link #retired} or {@link #stay}.
     */
    boolean retiring(int worker) {
        // Pairs with attend(): announced before the last look at the port.
        return part(worker, RETIRING);
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
        return slots.compareAndSet(worker, RETIRING, ABSENT);
    }

    /** Has others take the places of threads that have ended without having begun. Returns whether there may be more of them soon. */
    private boolean replaceLost() {
        return threads.areSomeStarting()
                && threads.findLost((loop, worker) -> {
                    leave(worker, loop);
                    // This one and no other: whoever is left may not do what it was started for.
                    reinforce(worker);
                });
    }

    /** Frees the place of a worker whose loop ends. */
    void leave(int worker, Runnable loop) {
        if (slots.getAndSet(worker, ABSENT) == LIVE) {
            live.decrementAndGet();
        }
        threads.depart(loop);
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
