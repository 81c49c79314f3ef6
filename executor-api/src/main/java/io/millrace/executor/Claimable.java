package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whose a {@link ForkJoinTask} is, and whether it has ended: a task that lies in several places is run by who claims it.
 *
 * <pre>
 *   NEW     -> FORKED     it is forked or handed in
 *   FORKED  -> NEW        it is taken back, or returned by shutdownNow
 *   FORKED  -> CLAIMED    by whoever runs it, wherever it was found
 *   NEW     -> CLAIMED    by who joins or invokes it
 *   any     -> COMPLETED, FAILED or CANCELLED, from which only {@link #renew} leads back
 * </pre>
 */
abstract class Claimable {

    /** No limit of time. */
    static final long FOREVER = Long.MAX_VALUE;

    /** Only who joins or invokes the task may run it. */
    private static final int NEW = 0;

    /** Whoever finds it may. */
    private static final int FORKED = 1;

    private static final int CLAIMED = 2;
    static final int COMPLETED = 3;
    static final int FAILED = 4;
    static final int CANCELLED = 5;

    private static final VarHandle STATUS;
    private static final VarHandle PARTICULARS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATUS = lookup.findVarHandle(Claimable.class, "status", int.class);
            PARTICULARS = lookup.findVarHandle(Claimable.class, "particulars", Particulars.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private volatile int status;

    /** Null for most. */
    private volatile @Nullable Particulars particulars;

    final int status() {
        return status;
    }

    final boolean hasEnded() {
        return status >= COMPLETED;
    }

    /** Lets whoever finds the task claim it. It is published by who puts it where others find it. */
    final void offer() {
        Particulars own = particulars;
        if (own != null) {
            own.forked();
        }
        // One that is done stays so.
        if (!hasEnded()) {
            STATUS.set(this, FORKED);
        }
    }

    /** Takes back what was offered, if nobody has claimed it. */
    final boolean takeBack() {
        // Pairs with tryClaim().
        boolean taken = STATUS.compareAndSet(this, FORKED, NEW);
        if (taken) {
            Particulars own = particulars;
            if (own != null) {
                own.forked();
            }
        }
        return taken;
    }

    /** Makes the task as new. Called by who has it to itself. */
    final void renew() {
        particulars = null;
        status = NEW;
    }

    /** Lets go of a task that the calling thread has claimed and not begun. */
    final void unclaim() {
        // Pairs with whoever completes or cancels it meanwhile.
        STATUS.compareAndSet(this, CLAIMED, NEW);
    }

    /** Has the task to itself from now on; false if another has, or it is done. */
    final boolean tryClaim() {
        // Pairs with itself, and with whoever completes or cancels a task that nobody runs.
        return status == FORKED && STATUS.compareAndSet(this, FORKED, CLAIMED);
    }

    /** Has the task to itself, as {@link #tryClaim} does, whether it was forked or not. */
    final boolean tryClaimHere() {
        return tryClaim() || (status == NEW && STATUS.compareAndSet(this, NEW, CLAIMED));
    }

    /** Returns whether nobody can claim the task any more. */
    final boolean isClaimed() {
        return status != FORKED;
    }

    /** Returns by what the task has failed. */
    final @Nullable Throwable failure() {
        Particulars own = particulars;
        return own == null ? null : own.failure();
    }

    final Particulars particulars() {
        Particulars own = particulars;
        if (own == null) {
            Particulars fresh = new Particulars();
            // Pairs with itself: all agree on one.
            Particulars earlier = (Particulars) PARTICULARS.compareAndExchange(this, null, fresh);
            own = earlier == null ? fresh : earlier;
        }
        return own;
    }

    /** Ends the task in one of three ways, if it has not ended. */
    final void end(int how) {
        // Nearly always so, and told in one step.
        if (how == COMPLETED && STATUS.compareAndSet(this, CLAIMED, COMPLETED)) {
            wakeAll();
            tellEnded();
            return;
        }
        for (int seen = status; seen < COMPLETED; seen = status) {
            // Pairs with awaitDone: done before the latch is read, which is there before the status is read again.
            if (STATUS.compareAndSet(this, seen, how)) {
                wakeAll();
                tellEnded();
                return;
            }
        }
    }

    final void fail(Throwable thrown) {
        particulars().fail(thrown);
        end(FAILED);
    }

    private void tellEnded() {
        try {
            ended();
        } catch (Throwable thrown) {
            // A worker must not end by what a task does when it fails.
            Workforce.report(thrown);
        }
    }

    /** Called once, by who has ended the task. */
    void ended() {}

    /** Says to which executor the task is handed in. */
    final void belongTo(Lifecycle executor) {
        belongTo(executor, null);
    }

    /** Says to which executor the task is handed in, and what stands for it there. */
    final void belongTo(Lifecycle executor, @Nullable PlainTask envelope) {
        particulars().handedIn(executor, envelope);
        STATUS.compareAndSet(this, NEW, FORKED);
    }

    /** Has a task to itself that was not handed in; false if it was, or another has it, or it is done. */
    final boolean tryClaimPart() {
        Particulars own = particulars;
        return (own == null || own.home() == null) && tryClaimHere();
    }

    @SuppressWarnings("ReferenceEquality") // There is one of each executor.
    final boolean isHandedInTo(Lifecycle executor) {
        Particulars own = particulars;
        return own != null && own.home() == executor && status == FORKED;
    }

    /**
     * Takes the task out for {@code shutdownNow}, so that no waiter runs it; false if somebody has begun it, or it was
     * forked and so is a part of another, with which it is cancelled.
     */
    final boolean tryReturn() {
        if (particulars().home() == null) {
            if (tryClaim()) {
                end(CANCELLED);
            }
            return false;
        }
        // Pairs with tryClaim() of a waiter.
        return STATUS.compareAndSet(this, FORKED, NEW);
    }

    /** Says where what this task forks will lie. */
    final void stolen(ForkDeque deque) {
        particulars().stolen(deque);
    }

    /** Finds a task that was forked in this one, or while whoever runs it waited for another; null if there is none. It is not claimed. */
    @Nullable
    ForkJoinTask<?> findForked(Shift shift) {
        Particulars seen = particulars;
        ForkDeque deque = seen == null ? null : seen.deque();
        if (seen == null || deque == null || shift.owns(deque)) {
            return null;
        }
        ForkJoinTask<?> part = deque.find(seen.from());
        // What lies there once the task has ended may be nothing that anybody waits for here.
        return part == null || hasEnded() ? null : part;
    }

    /** Waits until the task has ended or the time is over. Interrupted, it goes on, and leaves the thread interrupted. Returns whether it has ended. */
    final boolean awaitEndAnyway(long nanos) {
        long begin = Surroundings.nanoTime();
        boolean interrupted = false;
        try {
            for (long left = nanos; ; left = nanos == FOREVER ? FOREVER : nanos - (Surroundings.nanoTime() - begin)) {
                try {
                    return awaitEnd(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until the task has ended or the time is over. Returns whether it has ended. */
    final boolean awaitEnd(long nanos) throws InterruptedException {
        if (hasEnded() || nanos <= 0) {
            return hasEnded();
        }
        // Pairs with end(): the latch is there before the status is read again.
        CountDownLatch latch = particulars().ended();
        if (hasEnded()) {
            return true;
        }
        return Surroundings.await(this::hasEnded, nanos, atMost -> awaitLatch(latch, atMost));
    }

    private boolean awaitLatch(CountDownLatch latch, long nanos) throws InterruptedException {
        if (nanos == FOREVER) {
            latch.await();
            return true;
        }
        return latch.await(nanos, TimeUnit.NANOSECONDS) || hasEnded();
    }

    private void wakeAll() {
        Particulars own = particulars;
        if (own != null) {
            own.wakeAll();
        }
    }
}
