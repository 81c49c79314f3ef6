package io.millrace.device.simulated;

import io.millrace.core.Surroundings;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A thread of a simulation. What is not volatile is guarded by the scheduler. */
final class Member {

    /** Where a thread is in the simulation. */
    enum State {
        /** It has the turn, or could have it. */
        READY,
        /** It sleeps until it is woken or its time comes. */
        ASLEEP,
        /** It waits until something is so or its time comes. */
        AWAITING,
        /** It is in code that the simulation does not see, and waits or works there. */
        OUTSIDE
    }

    static final long NEVER = Long.MAX_VALUE;

    /** How many lines of a stack tell where a thread is. */
    private static final int FRAMES = 12;

    private final int number;
    private final Thread thread;

    /** Whether it was there before the simulation, and goes on after it. */
    private final boolean opener;

    private State state = State.READY;

    /** When it goes on by itself. */
    private long wakesAt = NEVER;

    /** Whether only time ends its sleep: it works, or is held up. */
    private boolean busy;

    /** From when on it is woken; {@link #NEVER} if nobody has woken it. */
    private long permitAt = NEVER;

    private @Nullable Object blocker;
    private BooleanSupplier isSo = () -> false;

    /** The step in which it began its last task; {@link #NEVER} if it has begun none. */
    private long workSince = NEVER;

    /** Whether it waits for what others do without sleeping. */
    private boolean standsAside;

    /** Whether it goes on. Written by who gives the turn. */
    private volatile boolean hasTurn;

    /** Whether it knows that it has the turn. */
    private volatile boolean hasTaken;

    private volatile boolean arrived;

    /** Why it goes on although nobody can; null if somebody can. */
    private volatile @Nullable String deadlock;

    /** Whether it was interrupted while it waited for its turn, which cannot be done interrupted. */
    private volatile boolean interrupted;

    Member(int number, Thread thread, boolean opener) {
        this.number = number;
        this.thread = thread;
        this.opener = opener;
    }

    int number() {
        return number;
    }

    Thread thread() {
        return thread;
    }

    boolean isOpener() {
        return opener;
    }

    State state() {
        return state;
    }

    long workSince() {
        return workSince;
    }

    void worksSince(long step) {
        workSince = step;
    }

    boolean standsAside() {
        return standsAside;
    }

    void standAside(boolean stands) {
        standsAside = stands;
    }

    /** Returns whether it can go on at a time. */
    boolean isReady(long now) {
        return switch (state) {
            case READY -> true;
            case ASLEEP -> wakesAt <= now || (!busy && (permitAt <= now || isInterrupted()));
            case AWAITING -> wakesAt <= now || isInterrupted() || isSo.getAsBoolean();
            case OUTSIDE -> false;
        };
    }

    /** Returns when it goes on if nobody does anything. */
    long readyAt() {
        return switch (state) {
            case ASLEEP -> busy ? wakesAt : Math.min(wakesAt, permitAt);
            case AWAITING -> wakesAt;
            case READY, OUTSIDE -> NEVER;
        };
    }

    boolean isInterrupted() {
        return interrupted || thread.isInterrupted();
    }

    void ready() {
        state = State.READY;
        wakesAt = NEVER;
        busy = false;
        blocker = null;
        isSo = () -> false;
    }

    /** Sleeps until a time or a wake-up. */
    void sleep(@Nullable Object sleepsAt, long until) {
        state = State.ASLEEP;
        wakesAt = until;
        blocker = sleepsAt;
    }

    /** Does nothing else until a time. */
    void work(long until) {
        state = State.ASLEEP;
        wakesAt = until;
        busy = true;
    }

    void await(BooleanSupplier something, long until) {
        state = State.AWAITING;
        wakesAt = until;
        isSo = something;
    }

    void leaveSight() {
        state = State.OUTSIDE;
        takeBack();
    }

    /** Takes the wake-up, if it has arrived; returns whether it has. */
    boolean takePermit(long now) {
        boolean woken = permitAt <= now;
        if (woken) {
            permitAt = NEVER;
        }
        return woken;
    }

    void wake(long at) {
        permitAt = Math.min(permitAt, at);
    }

    // The turn.

    void give() {
        hasTaken = false;
        hasTurn = true;
    }

    void takeBack() {
        hasTurn = false;
        // Before it is given the turn again: until it knows that, it sleeps, and is not to be taken for one that waits
        // unseen.
        hasTaken = false;
    }

    boolean hasTaken() {
        return hasTaken;
    }

    void wakeUp() {
        LockSupport.unpark(thread);
    }

    /** Waits for the turn. Called by the thread. Keeps its interrupt status. */
    void awaitTurn() {
        while (!hasTurn) {
            if (thread.isInterrupted()) {
                // In this order: others ask for both.
                interrupted = true;
                Thread.interrupted();
            }
            LockSupport.park(this);
        }
        hasTaken = true;
        if (interrupted) {
            thread.interrupt();
            interrupted = false;
        }
    }

    /** Says why it goes on although nobody can. */
    void despair(String why) {
        deadlock = why;
    }

    /** Returns whether it is asleep or blocked, wherever that is. */
    boolean isThreadAsleep() {
        return Surroundings.isAsleep(thread.getState());
    }

    /** Throws if it goes on although nobody can. Called by the thread when it has the turn. */
    void requireHope() {
        // For good: it may be about to wait for the end of an executor, which does not come either.
        String why = deadlock;
        if (why != null) {
            throw new DeadlockException(why);
        }
    }

    /** Takes the turn if it has it; returns whether it has. */
    boolean tryTakeTurn() {
        hasTaken = hasTurn;
        return hasTurn;
    }

    void arrive() {
        arrived = true;
    }

    boolean hasArrived() {
        return arrived;
    }

    /** Says for people where in the code it is. */
    String whereItIs() {
        String frames = Arrays.stream(thread.getStackTrace())
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
        return "thread=" + thread.getName() + ", state=" + thread.getState() + ", at=" + frames;
    }

    /** Says for people what it does. */
    @Override
    public String toString() {
        String does = switch (state) {
            case READY -> "can go on";
            case ASLEEP -> busy ? "works" : "sleeps" + (blocker == null ? "" : " at " + nameOf(blocker));
            case AWAITING -> "waits";
            case OUTSIDE -> "waits or works where the simulation does not see it";
        };
        return thread.getName() + " " + does;
    }

    private static String nameOf(Object blocker) {
        return blocker.getClass().getSimpleName();
    }
}
