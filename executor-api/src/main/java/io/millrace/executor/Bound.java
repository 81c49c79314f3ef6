package io.millrace.executor;

import io.millrace.core.PaddedLongs;
import io.millrace.core.Surroundings;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many tasks an executor has, and what becomes of one for which there is no place.
 *
 * <p>Idea: with n workers and N places to wait in, a task comes in if less than N wait, or if a worker is idle that takes
 * it. That is: if those that wait and those that run are less than N + n. So one count is enough, raised where a task
 * comes in and lowered where it has gone; when it starts nothing changes.
 *
 * <ol>
 *   <li>A task has one place from before it enters until it has run, or was taken out, or was refused further inside;
 *       whoever takes the task out of its {@link Pending} gives the place back, or leaves it to another task.
 *   <li>Whoever finds no place is told so only if all are in use at one moment.
 *   <li>Nobody waits beside a free place. Who waits adds itself and then tries for a place; who gives one back lowers the
 *       count and then looks whether somebody waits. One of the two sees the other. Only a thread waits until
 *       half of the limit is free, and then looks again every 10 ms.
 *   <li>Who waits is admitted, refused or withdrawn, once: whoever claims it first.
 *   <li>Nobody waits for an executor that takes no more: who waits adds itself and then reads the state, who ends the
 *       executor changes the state and then looks who waits.
 * </ol>
 *
 * <p>Rejected: a lock around count and line (submitters and workers would meet there); a count that is raised first and
 * lowered again if it was too much (it would refuse another one while there is a place).
 */
final class Bound {

    /** No limit of tasks. */
    static final int UNLIMITED = -1;

    /** No limit of time. */
    static final long UNTIMED = Long.MAX_VALUE;

    /** So many tasks taken out of the middle of a line may leave their gap, however small the bound is. */
    private static final int FEWEST_GAPS = 64;

    /** How long a thread may wait beside few free places. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final String executor;
    private final Lifecycle lifecycle;

    /** Makes the current thread serve the executor. */
    private final Supplier<Serving> service;

    private Runnable lookWhileWaiting = () -> {};

    private final BoundShape shape;
    private volatile int workers;

    /** Written under the lock of {@link Controls}, and by nobody else. */
    private volatile int queueLimit;

    private volatile long places;

    /** Places in use; above {@code places} by what tasks of the executor itself have brought in. */
    private final PaddedLongs taken = new PaddedLongs(1);

    /** Those that wait for a place, in the order in which they came. */
    private final Queue<Admission> waiting = new ConcurrentLinkedQueue<>();

    private final LongAdder rejected = new LongAdder();
    private final LongAdder discarded = new LongAdder();
    private final LongAdder overdue = new LongAdder();
    private final LongAdder gaps = new LongAdder();

    /** Tasks that callers have run, less those that workers have counted and not run. */
    private final LongAdder ranElsewhere = new LongAdder();

    Bound(String executor, Lifecycle lifecycle, Supplier<Serving> service, int workers, BoundShape shape) {
        this.service = service;
        this.executor = executor;
        this.lifecycle = lifecycle;
        this.shape = shape;
        this.workers = workers;
        resize(shape.queueLimit(), workers);
    }

    /** Says what who waits for a place does now and then. Called once, before the first task. */
    void whileWaiting(Runnable look) {
        lookWhileWaiting = look;
    }

    int queueLimit() {
        return queueLimit;
    }

    /** Changes how many places there are. Who waits for one gets those that are new; those that are too many are given to nobody. */
    void resize(int limit, int forWorkers) {
        queueLimit = limit;
        workers = forWorkers;
        places = limit == UNLIMITED ? Long.MAX_VALUE : (long) limit + forWorkers;
        // Pairs with await: written before this looks who waits.
        admitWaiting(true);
    }

    /** Takes a task, or has the handler decide. */
    void submit(Pending task, Runnable command) {
        if (tryTake()) {
            enter(task, command);
        } else {
            FlightLog.rejected(executor, "no room");
            refuse(new RejectedTask(this, task, command, null));
        }
    }

    private void refuse(RejectedTask task) {
        try {
            shape.handler().rejected(task);
        } finally {
            if (!task.isSettled()) {
                task.discard();
            }
        }
    }

    /** Lets a task in that has a place, or has the handler decide if the executor takes no more. */
    void enter(Pending task, Runnable command) {
        try {
            task.way().enter(task);
        } catch (RejectedExecutionException late) {
            // A view that was shut down, or a thread factory that gives no thread, is no matter of policy.
            if (lifecycle.isRunning()) {
                throw late;
            }
            refuse(new RejectedTask(this, task, command, late));
        }
    }

    /** Lets a task in that has no place, whatever that makes of the count. */
    void enterAnyway(Pending task, Runnable command) {
        taken.getAndAdd(0, 1);
        enter(task, command);
    }

    /** Has the calling thread run a task, or discards it if the executor takes no more. */
    void enterHere(Pending task, Runnable command) {
        task.doWithoutPlace();
        if (!task.way().enterHere(task)) {
            discarded(command);
        }
    }

    /** Takes a place, unless all are in use. */
    boolean tryTake() {
        // Pairs with giveBack() and with itself: a place that was given back is seen, and given to one.
        for (long now = taken.get(0); now < places; now = taken.get(0)) {
            if (taken.compareAndSet(0, now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Gives a place back. */
    void giveBack() {
        taken.getAndAdd(0, -1);
        // Pairs with await: lowered before this looks who waits.
        admitWaiting(false);
    }

    /** Gives free places to those who wait; {@code now}, to threads too while there are few. */
    private void admitWaiting(boolean now) {
        for (Admission first = waiting.peek();
                first != null && (now || !first.isOfThread() || isRoomy()) && tryTake();
                first = waiting.peek()) {
            Admission next = waiting.poll();
            while (next != null && !next.claim()) {
                next = waiting.poll();
            }
            if (next == null) {
                // Goes round again: one who came meanwhile may have been refused for this place.
                taken.getAndAdd(0, -1);
            } else {
                next.admit();
            }
        }
    }

    /** A thread that waits is woken once for many tasks and not once for each. */
    private boolean isRoomy() {
        return places - taken.get(0) >= Math.max(1, queueLimit / 2);
    }

    /** Has a task wait for its place. */
    Admission await(@Nullable Pending task) {
        Admission admission = new Admission(task, this);
        waiting.add(admission);
        // Pairs with giveBack() and refuseWaiting(): added before the count and the state are read.
        admitWaiting(false);
        if (!lifecycle.isRunning()) {
            refuseWaiting();
        }
        return admission;
    }

    /**
     * Waits for a place; false if there is none in that time.
     *
     * @throws RejectedExecutionException if the executor takes no more, or the thread was interrupted
     */
    boolean awaitPlace(long nanos) {
        Admission admission = await(null);
        long begin = Surroundings.nanoTime();
        try {
            for (long left = nanos; !isDone(admission, Math.min(left, LOOK_NANOS)); left = nanos - since(begin)) {
                lookWhileWaiting.run();
                // Few places may be free for long, if what waits here waits for something else.
                admitWaiting(true);
                if (since(begin) >= nanos && admission.cancel(false)) {
                    return false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (admission.cancel(false)) {
                rejected.increment();
                throw new RejectedExecutionException(
                        "interrupted while it waited for room, nothing was submitted: " + figures(), e);
            }
        }
        try {
            // Who could not withdraw has been claimed: with a place, or because of the end.
            admission.join();
            return true;
        } catch (CompletionException e) {
            throw lifecycle.rejection();
        }
    }

    private static boolean isDone(Admission admission, long nanos) throws InterruptedException {
        return Surroundings.await(admission::isDone, nanos, atMost -> isDoneIn(admission, atMost));
    }

    private static boolean isDoneIn(Admission admission, long nanos) throws InterruptedException {
        try {
            admission.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return admission.isDone();
        } catch (ExecutionException e) {
            return true;
        }
        return true;
    }

    private static long since(long begin) {
        return Surroundings.nanoTime() - begin;
    }

    /** Takes one who has withdrawn out of the line. */
    void forget(Admission admission) {
        waiting.remove(admission);
    }

    /** Refuses all who wait, once the executor takes no more. */
    void refuseWaiting() {
        for (Admission next = waiting.poll(); next != null; next = waiting.poll()) {
            if (next.claim()) {
                rejected.increment();
                next.refuse(lifecycle.rejection());
            }
        }
    }

    /** Returns whether the calling thread must not wait for room, because only such threads make room. */
    boolean isOwnWorker() {
        return Serving.isFor(lifecycle);
    }

    /** Returns a task that will not start too late. */
    Runnable timed(Runnable command) {
        return shape.timeoutNanos() == UNTIMED
                ? command
                : new PromptTask(command, Surroundings.nanoTime() + shape.timeoutNanos(), this);
    }

    /** Returns what to throw for a task for which there is no place. */
    RejectedExecutionException rejection() {
        return new RejectedExecutionException("no room for another task: " + figures()
                + "; submit less, raise queueLimit, or choose a RejectedTaskHandler that waits");
    }

    /** Returns what to throw if there was no place in that time. */
    RejectedExecutionException rejectionAfter(long nanos) {
        return new RejectedExecutionException("no room for another task, nothing was submitted: waited="
                + Text.time(nanos) + ", " + figures() + "; submit less, wait longer, or raise queueLimit");
    }

    private String figures() {
        return "executor=" + executor + ", queueLimit=" + queueLimit + ", workers=" + workers + ", unfinished="
                + taken.get(0);
    }

    /** Returns for people how full it is. */
    String describe() {
        return shape.queueLimit() == UNLIMITED ? "none in number" : "places taken " + taken.get(0) + " of " + places;
    }

    boolean isFull() {
        return taken.get(0) >= places;
    }

    void countRejected() {
        rejected.increment();
    }

    /** Ends a task that will never run: nobody waits for its future for ever. */
    void discarded(Runnable command) {
        String why = lifecycle.isRunning()
                ? "dropped, there was no room for it: " + figures()
                : "dropped, it came after the end: executor=" + executor + ", state=" + lifecycle;
        if (cancel(command, why)) {
            discarded.increment();
        }
    }

    /** Ends a task that would have started too late. */
    void overdue(Runnable command) {
        String why = "not started, it has waited for longer than queueTimeout allows: executor=" + executor
                + ", queueTimeout=" + Duration.ofNanos(shape.timeoutNanos());
        if (cancel(command, why)) {
            FlightLog.rejected(executor, "overdue");
            overdue.increment();
        }
    }

    /** Returns whether that is what ends it; not if its future was cancelled before. */
    private static boolean cancel(Runnable command, String why) {
        return !(command instanceof Future<?> future) || ExplainedFuture.drop(future, why);
    }

    /** Returns whether a task may be taken out of a line and leave its gap there: gaps cost memory that has no bound otherwise. */
    boolean mayLeaveGap() {
        return gaps.sum() < Math.max(FEWEST_GAPS, queueLimit);
    }

    void leftGap() {
        gaps.increment();
    }

    /** Takes back that a gap was left: the line has reached it, or it is none. */
    void closedGap() {
        gaps.decrement();
    }

    /** Says that a worker has counted what was taken out before. */
    void countedUnrun(int counted) {
        ranElsewhere.add(-counted);
    }

    /** Runs a task in the calling thread, which serves the executor for so long. */
    void runHere(Runnable task) {
        try (Serving serving = service.get()) {
            task.run();
        }
    }

    void countRanHere() {
        ranElsewhere.increment();
    }

    static Bound required(Way way) {
        return Objects.requireNonNull(way.bound(), "bound");
    }

    /** Returns how many have completed that no worker has counted, less those that workers have counted and not run. */
    long ranElsewhere() {
        return ranElsewhere.sum();
    }

    /** Returns how many more tasks would come in now; 0 or less if none. */
    long free() {
        return places - taken.get(0);
    }

    boolean isLimited() {
        return shape.queueLimit() != UNLIMITED;
    }

    /** Returns how many places are in use. */
    long taken() {
        return taken.get(0);
    }

    long rejectedCount() {
        return rejected.sum();
    }

    long discardedCount() {
        return discarded.sum();
    }

    long overdueCount() {
        return overdue.sum();
    }
}
