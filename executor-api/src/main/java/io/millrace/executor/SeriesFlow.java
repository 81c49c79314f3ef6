package io.millrace.executor;

import io.millrace.core.Ingress;
import io.millrace.core.PaddedLongs;
import io.millrace.core.Refusal;
import java.lang.invoke.VarHandle;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A series below its public face: an ordered flow, and the jobs that go through it, one by one or in vectors.
 *
 * <ol>
 *   <li><em>Order.</em> Jobs have the order in which they were added to the chain, and vectors that in which they were
 *       linked. A job that travels alone passes the chain by while nothing waits there.
 *   <li><em>Alone with its stall.</em> A vector refused for its window waits here, outside the executor's backlog. A
 *       forward that moves the window, or the end of an entry, moves it: what comes after the refusal sees the series
 *       stalled.
 *   <li><em>In turn.</em> A vector refused for want of credit puts the series, once, into the executor's backlog. While
 *       {@code inLine}, the refiller of the executor's backlog alone takes vectors from here; otherwise the one that
 *       raised {@code calls} from 0.
 *   <li><em>Nobody is left behind.</em> A vector is parked before it is linked, and unparked after the device has
 *       accepted it. So a job in a vector that is not sealed is waited for: by the count of what is parked, or by the
 *       device as in flight.
 *   <li><em>The id is free again</em> when the series is closed and its last entry was released, and not before.
 * </ol>
 */
final class SeriesFlow implements Arrival {

    /** How many vectors a series moves before the next in the executor's backlog has its turn. */
    private static final int TURN = 16;

    // Counts. Those of submitters and those of workers lie apart: a line that both wrote would move between cores for
    // every job. What is needed together lies together, since a series of many is cold whenever its next job comes.

    /** Jobs that submitters have brought, those included that are refused in the next moment. */
    private static final int ENTERED = 0;

    /** A copy of LEFT for submitters, which may be old. */
    private static final int LEFT_SEEN = PaddedLongs.beside(ENTERED, 1);

    /** Jobs that have ended, were rejected, or were found waiting by shutdownNow. Never above ENTERED. */
    private static final int LEFT = 1;

    /** Entries whose serial parts have run. Written by the worker that has the flow. */
    private static final int ENTRIES = PaddedLongs.beside(LEFT, 1);

    /** Calls of {@link #refill} that have not been answered. */
    private static final int CALLS = 2;

    /** 1 when the id was given back. */
    private static final int FREED = PaddedLongs.beside(CALLS, 1);

    private final int id;
    private final int reorderWindow;
    private final long base;
    private final SeriesTable table;
    private final Entrance entrance;
    private final VectorLimit vectorLimit;
    private final PaddedLongs counts = new PaddedLongs(3);

    /** Null until a job has to wait in it. */
    private volatile @Nullable JobChain chain;

    /** Null until a thread has to wait in it. */
    private volatile @Nullable SeriesRoom room;

    /** Whether the device has refused the first parked vector. Written by the owner of the backlog. */
    private volatile boolean stalled;

    private volatile boolean inLine;
    private volatile boolean closed;

    SeriesFlow(int id, long base, int reorderWindow, int mostTogether, SeriesTable table, Entrance entrance) {
        this.id = id;
        this.base = base;
        this.reorderWindow = reorderWindow;
        this.table = table;
        this.entrance = entrance;
        vectorLimit = new VectorLimit(mostTogether);
    }

    int id() {
        return id;
    }

    /** Returns the sequence number of the first entry. */
    long base() {
        return base;
    }

    VectorLimit vectorLimit() {
        return vectorLimit;
    }

    int outstanding() {
        // In this order: what leaves meanwhile makes the result too large, not negative.
        long left = counts.get(LEFT);
        return (int) (counts.get(ENTERED) - left);
    }

    /**
     * Returns how many jobs wait here, less one if the executor's backlog counts the turn of the series; exact while
     * nothing moves.
     */
    int waiting() {
        JobChain present = chain;
        return present == null ? 0 : present.waiting() - (inLine ? 1 : 0);
    }

    /** Returns the first vector that waits here; to others than the owner of the backlog it may be one that has moved. */
    private @Nullable JobVector firstWaiting() {
        JobChain present = chain;
        return present == null ? null : present.firstWaiting();
    }

    private JobChain chain() {
        JobChain present = chain;
        return present != null ? present : newChain();
    }

    private synchronized JobChain newChain() {
        JobChain present = chain;
        if (present == null) {
            present = new JobChain(this);
            chain = present;
        }
        return present;
    }

    private synchronized SeriesRoom room() {
        SeriesRoom present = room;
        if (present == null) {
            present = new SeriesRoom();
            room = present;
        }
        return present;
    }

    /** Returns whether the series has as many jobs as the window holds, with {@code more} on top. */
    private boolean isFull(int more) {
        long jobs = counts.get(ENTERED) + more;
        if (jobs - counts.getOpaque(LEFT_SEEN) < reorderWindow) {
            return false;
        }
        // Pairs with itself on other submitters, of which one may put an older copy back.
        long left = counts.get(LEFT);
        counts.setRelease(LEFT_SEEN, left);
        return jobs - left >= reorderWindow;
    }

    void submit(OrderedJob job) {
        entrance.admit(Workforce.ANY);
        reserve();
        if (vectorLimit.isAboveOne() || !tryEnter(job)) {
            append(job);
        }
    }

    boolean trySubmit(OrderedJob job) {
        entrance.admit(Workforce.ANY);
        reserve();
        boolean hasRoom = !stalled && !isFull(-1) && entrance.intake().isClear();
        if (hasRoom && vectorLimit.isAboveOne()) {
            append(job);
            return true;
        }
        boolean entered = hasRoom && tryEnter(job);
        if (!entered) {
            left(1);
        }
        return entered;
    }

    void put(OrderedJob job) throws InterruptedException {
        if ((stalled || isFull(0)) && !entrance.isOwnWorker()) {
            room().await(this::endsWaiting);
        }
        // A series may have room where the executor has none: this bounds what all series let in together.
        Intake intake = entrance.intake();
        while (!intake.isClear() && !isEnding() && !entrance.isOwnWorker()) {
            intake.awaitMove();
        }
        submit(job);
    }

    private boolean endsWaiting() {
        return (!stalled && isRoomy()) || isEnding();
    }

    private boolean isEnding() {
        return closed || !entrance.lifecycle().isRunning();
    }

    private void reserve() {
        counts.getAndAdd(ENTERED, 1);
        // Pairs with the write in close: the count was raised before, so the id is not given back under a job that
        // goes on from here.
        if (closed) {
            left(1);
            throw new RejectedExecutionException("series takes no more jobs: state=closed");
        }
    }

    /** Hands a job to the device by itself, unless others wait before it. */
    private boolean tryEnter(OrderedJob job) {
        Intake intake = entrance.intake();
        if (firstWaiting() != null || !intake.isClear()) {
            return false;
        }
        Refusal refusal = intake.enter(id, job);
        if (refusal.accepted()) {
            entrance.workforce().attend(Workforce.ANY);
            return true;
        }
        refused(refusal);
        if (refusal == Refusal.STOPPED) {
            left(1);
            throw entrance.rejectedLate();
        }
        return false;
    }

    private void append(OrderedJob job) {
        JobChain jobs = chain();
        boolean added = jobs.tryAdd(job);
        while (!added) {
            added = extend(jobs, job) || jobs.tryAdd(job);
        }
    }

    /** Begins a vector with a job; false if another thread was faster. */
    private boolean extend(JobChain jobs, OrderedJob job) {
        table.park();
        // Pairs with Shutdown.advance, which reads what is parked after the state was raised.
        boolean running = entrance.lifecycle().isRunning();
        boolean extended = running && jobs.tryExtend(job, vectorLimit.now());
        if (extended) {
            refill();
        } else {
            table.unpark();
        }
        if (!running) {
            left(1);
        }
        entrance.advanceIfShutDown();
        if (!running) {
            throw entrance.lifecycle().rejection();
        }
        return extended;
    }

    /**
     * A device may have held a credit until it saw that the window is full. Somebody may have been refused for want of
     * it.
     */
    private void refused(Refusal refusal) {
        if (refusal == Refusal.REORDER_WINDOW) {
            // Pairs with Intake.add: the credit was given back before this read of the count.
            VarHandle.fullFence();
            entrance.intake().refill();
        }
    }

    /** Moves what the device takes, unless the series stands in line for credit. */
    void refill() {
        // Pairs with the subtraction below: either this call refills, or the refiller goes round again.
        if (counts.getAndAdd(CALLS, 1) != 0) {
            return;
        }
        long answered = 1;
        do {
            // The write of inLine in enter is followed by a call of refill, so a false that comes late is not
            // missed.
            if (!inLine && passOn(Integer.MAX_VALUE) == Refusal.NO_CREDIT) {
                inLine = true;
                entrance.intake().addTurn(this);
            }
            answered = counts.getAndAdd(CALLS, -answered) - answered;
        } while (answered != 0);
    }

    /** The turn of a series in the executor's backlog: accepted unless it must stay at the head. */
    @Override
    public Refusal enter(Ingress ingress) {
        Refusal refusal = passOn(TURN);
        if (refusal == Refusal.NO_CREDIT) {
            return refusal;
        }
        if (refusal == Refusal.NONE && firstWaiting() != null) {
            entrance.intake().addTurn(this);
        } else {
            inLine = false;
            refill();
        }
        return Refusal.NONE;
    }

    @Override
    public int worker() {
        return Workforce.ANY;
    }

    /** Moves up to {@code limit} vectors; NONE if nothing was refused. Called by the owner of the backlog only. */
    private Refusal passOn(int limit) {
        for (int moved = 0; moved < limit; moved++) {
            JobVector next = firstWaiting();
            if (next == null) {
                return Refusal.NONE;
            }
            if (entrance.lifecycle().isStopping()) {
                entrance.intake().giveBack(next);
            } else {
                Refusal refusal = enterFirst(next);
                if (!refusal.accepted()) {
                    return refusal == Refusal.REORDER_WINDOW ? refusal : Refusal.NO_CREDIT;
                }
                entrance.workforce().attend(Workforce.ANY);
            }
            chain().accepted(next);
            endStall();
            table.unpark();
        }
        return Refusal.NONE;
    }

    private Refusal enterFirst(JobVector next) {
        Object jobs = vectorLimit.isAboveOne() ? next : next.job(0);
        Refusal refusal = entrance.intake().enter(id, jobs);
        if (!refusal.accepted() && !stalled) {
            stalled = true;
            // Pairs with SeriesTable.forwarded: whoever has moved the window sees the series stalled, or this sees the
            // window moved.
            VarHandle.fullFence();
            refusal = entrance.intake().enter(id, jobs);
        }
        if (!refusal.accepted()) {
            refused(refusal);
        } else if (jobs != next) {
            // The chain keeps its last vector, but must not keep what was in it.
            next.drop(0);
        }
        return refusal;
    }

    private void endStall() {
        if (stalled) {
            stalled = false;
            // Pairs with SeriesRoom.await, which counts the waiter before it reads whether the series is stalled.
            wakeIfRoomy();
        }
    }

    /** A thread that found the series full goes on when half of it is free: it is woken once for many jobs and not once for each. */
    private boolean isRoomy() {
        return outstanding() <= reorderWindow - Math.max(1, reorderWindow / 2);
    }

    private void wakeIfRoomy() {
        SeriesRoom present = room;
        if (present != null && present.isAwaited() && isRoomy()) {
            present.wakeAll();
        }
    }

    void wakeAll() {
        SeriesRoom present = room;
        if (present != null) {
            present.wakeAll();
        }
    }

    /** Called when the window may have moved. */
    void refillIfStalled() {
        if (stalled) {
            refill();
        }
    }

    /**
     * Counts an entry. Called when its serial parts have run and before the device releases it: only so long does
     * nobody else of this series count.
     */
    void ending() {
        // Pairs with itself: the device passes the flow on, and with it what was written.
        counts.setRelease(ENTRIES, counts.getOpaque(ENTRIES) + 1);
    }

    /** Takes jobs out of the count that have ended, were rejected, or were found waiting by shutdownNow. */
    void left(int jobs) {
        // Pairs with SeriesRoom.await, which counts the waiter first, and with close(), which writes first: lowered
        // before the waiters, and closed, are read.
        counts.getAndAdd(LEFT, jobs);
        refillIfStalled();
        wakeIfRoomy();
        freeIfDone();
    }

    void close() {
        closed = true;
        freeIfDone();
        wakeAll();
    }

    private void freeIfDone() {
        // In this order: once closed is read no more jobs come, and only then does nothing outstanding stay so.
        // The compare-and-set pairs with itself: the last job and close() may both come here.
        if (closed && outstanding() == 0 && counts.compareAndSet(FREED, 0, 1)) {
            table.closed(this, counts.get(ENTRIES));
        }
    }
}
