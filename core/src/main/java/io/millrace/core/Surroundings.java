package io.millrace.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a thread has around it: time, sleep, other threads and chance. Devices and executors have all of these from here and from nowhere else, so that a
 * simulation can give them to its threads instead of the system.
 *
 * <p>Each thread has the surroundings that it {@linkplain #enter entered}, and those of the system if it entered none. What the static methods do is
 * what the methods of the JDK do that they are named after; in a simulation they are also the points at which another thread may be let run. No
 * thread may come to one while it holds a monitor, or a {@link Lock} that was not taken by {@link #lock}, that another thread may want.
 *
 * <p><b>Cost.</b> In the system one read of a static field, until the first simulation of the process; from then on a look into a map.
 */
public abstract class Surroundings {

    /** How long the end of a thread takes at most that has done its work, on a busy machine. */
    private static final long ENDING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final Map<Thread, Surroundings> MEMBERS = new ConcurrentHashMap<>();
    private static final VarHandle SIMULATED;

    static {
        try {
            SIMULATED = MethodHandles.lookup().findStaticVarHandle(Surroundings.class, "simulated", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Whether there was ever a simulation. Read by {@link #SIMULATED}; a thread that enters one sees what it wrote itself. */
    @SuppressWarnings({"unused", "UnusedVariable"})
    private static boolean simulated;

    /** For the simulations of this world. */
    protected Surroundings() {}

    /** A wait that the system does, for threads that are not simulated. */
    @FunctionalInterface
    public interface SystemWait {

        /**
         * Waits until something is so, for at most so many nanoseconds ({@link Long#MAX_VALUE} for ever); returns whether it is so.
         *
         * @throws InterruptedException if the thread is interrupted
         */
        boolean await(long nanos) throws InterruptedException;
    }

    // What devices and executors call.

    /** Returns the time, as {@link System#nanoTime()} does. */
    public static long nanoTime() {
        Surroundings own = ofCaller();
        return own == null ? System.nanoTime() : own.now();
    }

    /** Sleeps as {@link LockSupport#parkNanos(Object, long)} does. */
    public static void parkNanos(Object blocker, long nanos) {
        Surroundings own = ofCaller();
        if (own == null) {
            LockSupport.parkNanos(blocker, nanos);
        } else {
            own.sleep(blocker, nanos);
        }
    }

    /** Sleeps as {@link LockSupport#park(Object)} does. */
    public static void park(Object blocker) {
        Surroundings own = ofCaller();
        if (own == null) {
            LockSupport.park(blocker);
        } else {
            own.sleep(blocker, Long.MAX_VALUE);
        }
    }

    /** Wakes a thread as {@link LockSupport#unpark(Thread)} does, wherever either thread is. */
    public static void unpark(@Nullable Thread thread) {
        Surroundings its = thread != null && simulated() ? MEMBERS.get(thread) : null;
        if (thread == null || its == null) {
            LockSupport.unpark(thread);
        } else {
            its.wake(thread);
        }
    }

    /** Lets others run, as {@link Thread#yield()} does: what the caller waits for needs one of them. */
    public static void giveWay() {
        Surroundings own = ofCaller();
        if (own == null) {
            Thread.yield();
        } else {
            own.standAside();
        }
    }

    /** Spends a moment, as {@link Thread#onSpinWait()} does: what the caller waits for needs another thread. */
    public static void spinWait() {
        Surroundings own = ofCaller();
        if (own == null) {
            Thread.onSpinWait();
        } else {
            own.standAside();
        }
    }

    /**
     * Starts a thread, which has the surroundings of the caller from the moment when it {@linkplain #run runs} something in them.
     *
     * @throws IllegalThreadStateException if it was started before
     */
    public static void start(Thread thread) {
        Surroundings own = ofCaller();
        if (own == null) {
            thread.start();
        } else {
            own.launch(thread);
        }
    }

    /** Runs the whole work of a thread that was {@linkplain #start started} here. Called once, by it. */
    public static void run(Runnable work) {
        Surroundings own = ofCaller();
        if (own == null) {
            work.run();
        } else {
            own.live(work);
        }
    }

    /**
     * Waits until something is so that another thread brings about.
     *
     * @param isSo whether it is so; has no effect and takes no lock
     * @param nanos for how long at most; {@link Long#MAX_VALUE} for ever
     * @param wait how a thread of the system waits for it
     * @return whether it is so
     * @throws InterruptedException if the thread is interrupted
     */
    public static boolean await(BooleanSupplier isSo, long nanos, SystemWait wait) throws InterruptedException {
        Surroundings own = ofCaller();
        return own == null ? wait.await(nanos) : own.waitFor(isSo, nanos, wait);
    }

    /** Takes a lock, under which the caller may come to other points. */
    public static void lock(Lock lock) {
        Surroundings own = ofCaller();
        if (own == null) {
            lock.lock();
        } else {
            while (!lock.tryLock()) {
                own.standAside();
            }
        }
    }

    /** Returns a number from 0 to {@code bound - 1} by chance. */
    public static int chance(int bound) {
        Surroundings own = ofCaller();
        return own == null ? ThreadLocalRandom.current().nextInt(bound) : own.draw(bound);
    }

    /** Returns how many threads can run at once, as {@link Runtime#availableProcessors()} does. */
    public static int processors() {
        Surroundings own = ofCaller();
        return own == null ? Runtime.getRuntime().availableProcessors() : own.width();
    }

    /** Returns a number of the calling thread, by which it can be told from most others. */
    public static long threadNumber() {
        Surroundings own = ofCaller();
        return own == null ? Thread.currentThread().getId() : own.number();
    }

    /** Says that the caller is about to begin a task of a user, which may take any time. */
    public static void beginWork() {
        Surroundings own = ofCaller();
        if (own != null) {
            own.work();
        }
    }

    /** Returns whether a thread sleeps or waits, as far as one can see. */
    public static boolean isAsleep(Thread thread) {
        Surroundings its = simulated() ? MEMBERS.get(thread) : null;
        return its == null ? isAsleep(thread.getState()) : its.sleeps(thread);
    }

    /** Returns whether a thread in this state sleeps or waits. */
    public static boolean isAsleep(Thread.State state) {
        return switch (state) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
    }

    /** Waits for the end of a thread as {@link Thread#join(long)} does; returns whether it has ended. */
    public static boolean join(Thread thread, long nanos) throws InterruptedException {
        if (MEMBERS.containsKey(thread) && !await(() -> !MEMBERS.containsKey(thread), nanos, atMost -> true)) {
            return false;
        }
        // One that has left its simulation is about to end. Not asleep for a while: who is simulated has the turn, and
        // would be taken for one that waits elsewhere.
        long begun = System.nanoTime();
        while (ofCaller() != null && thread.isAlive() && System.nanoTime() - begun < ENDING_NANOS) {
            Thread.yield();
        }
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
        return !thread.isAlive();
    }

    /**
     * Returns the clock of the caller's surroundings, for threads of any. Times of it can be compared by all who share something, and by who comes to that
     * from elsewhere.
     */
    public static LongSupplier clock() {
        Surroundings own = ofCaller();
        return own == null ? System::nanoTime : own::now;
    }

    // What a simulation calls.

    /** Returns the surroundings that a thread has entered; null if those of the system. */
    protected static @Nullable Surroundings of(Thread thread) {
        return MEMBERS.get(thread);
    }

    /** Gives a thread these surroundings. Called by it, or before it starts. */
    protected final void enter(Thread thread) {
        SIMULATED.setVolatile(true);
        MEMBERS.put(Objects.requireNonNull(thread, "thread"), this);
    }

    /** Gives a thread back to the system, if it has these surroundings. */
    protected final void leave(Thread thread) {
        MEMBERS.remove(thread, this);
    }

    private static boolean simulated() {
        return (boolean) SIMULATED.getOpaque();
    }

    private static @Nullable Surroundings ofCaller() {
        return simulated() ? MEMBERS.get(Thread.currentThread()) : null;
    }

    // What a simulation does for a thread that has entered it, which calls, except where it is said.

    /** See {@link #nanoTime()}. Called by any thread. */
    protected abstract long now();

    /** See {@link #parkNanos}; {@link Long#MAX_VALUE} for ever. */
    protected abstract void sleep(Object blocker, long nanos);

    /** See {@link #unpark}. Called by any thread. */
    protected abstract void wake(Thread thread);

    /** See {@link #giveWay()} and {@link #spinWait()}. */
    protected abstract void standAside();

    /** See {@link #start}. */
    protected abstract void launch(Thread thread);

    /** See {@link #run}. */
    protected abstract void live(Runnable work);

    /** See {@link #await}. */
    protected abstract boolean waitFor(BooleanSupplier isSo, long nanos, SystemWait wait) throws InterruptedException;

    /** See {@link #chance}. */
    protected abstract int draw(int bound);

    /** See {@link #processors()}. */
    protected abstract int width();

    /** See {@link #threadNumber()}. */
    protected abstract long number();

    /** See {@link #beginWork()}. */
    protected abstract void work();

    /** See {@link #isAsleep}. Called by any thread. */
    protected abstract boolean sleeps(Thread thread);
}
