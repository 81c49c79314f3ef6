package io.millrace.executor;

import io.millrace.core.Ingress;
import io.millrace.core.PaddedLongs;
import io.millrace.core.Refusal;
import java.lang.invoke.VarHandle;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;

/**
 * A series below its public face: an ordered flow with a backlog of its own.
 *
 * <ol>
 *   <li><em>Order.</em> A job is parked before it is offered to the backlog and unparked after the device has accepted
 *       it; while any is parked, later ones are parked behind it.
 *   <li><em>Alone with its stall.</em> A job refused for its window waits here, outside the executor's backlog. A
 *       forward that moves the window, or the end of an entry, moves it: what comes after the refusal sees it parked.
 *   <li><em>In turn.</em> A job refused for want of credit puts the series, once, into the executor's backlog. While
 *       {@code inLine}, the refiller of the executor's backlog alone takes jobs from here; otherwise the one that
 *       raised {@code calls} from 0.
 *   <li><em>The id is free again</em> when the series is closed and its last entry was released, and not before.
 * </ol>
 */
final class SeriesFlow implements Arrival {

    private static final int CHUNK = 32;

    /** How many jobs a series moves before the next in the executor's backlog has its turn. */
    private static final int TURN = 16;

    // Counts, each on lines of its own: one shared by submitters and workers would move between cores for every job.

    /** Jobs that were let in. Written by submitters. */
    private static final int ENTERED = 0;

    /** Jobs that have ended, were rejected, or were found waiting by shutdownNow. Never above ENTERED. */
    private static final int LEFT = 1;

    /** Jobs in the backlog of the series. */
    private static final int PARKED = 2;

    /** Entries that have ended. Written by serial parts, which follow one another. */
    private static final int ENTRIES = 3;

    /** A copy of LEFT for submitters, which may be old. */
    private static final int LEFT_SEEN = 4;

    private final int id;
    private final long base;
    private final SeriesTable table;
    private final Entrance entrance;
    private final Intake intake;
    private final SeriesRoom room;
    private final PaddedLongs counts = new PaddedLongs(5);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean freed = new AtomicBoolean();
    private final MpscUnboundedVarHandleArrayQueue<OrderedJob> waiting = new MpscUnboundedVarHandleArrayQueue<>(CHUNK);
    private volatile boolean inLine;
    private volatile boolean closed;

    SeriesFlow(int id, long base, int reorderWindow, SeriesTable table, Entrance entrance) {
        this.id = id;
        this.base = base;
        this.table = table;
        this.entrance = entrance;
        intake = entrance.intake();
        room = new SeriesRoom(reorderWindow);
    }

    int id() {
        return id;
    }

    /** Returns the sequence number of the first job. */
    long base() {
        return base;
    }

    SeriesRoom room() {
        return room;
    }

    int outstanding() {
        // In this order: what leaves meanwhile makes the result too large, not negative.
        long left = counts.get(LEFT);
        return (int) (counts.get(ENTERED) - left);
    }

    /** Returns whether the series has as many jobs as the window holds, with {@code more} on top. */
    private boolean isFull(int more) {
        long entered = counts.get(ENTERED) + more;
        if (!room.isFull((int) (entered - counts.getOpaque(LEFT_SEEN)))) {
            return false;
        }
        long left = counts.get(LEFT);
        counts.setRelease(LEFT_SEEN, left);
        return room.isFull((int) (entered - left));
    }

    private boolean isParked() {
        return counts.get(PARKED) != 0;
    }

    void submit(OrderedJob job) {
        entrance.admit(Workforce.ANY);
        reserve();
        if (!tryEnter(job)) {
            park(job);
        }
    }

    boolean trySubmit(OrderedJob job) {
        entrance.admit(Workforce.ANY);
        reserve();
        boolean entered = !isFull(-1) && tryEnter(job);
        if (!entered) {
            left();
        }
        return entered;
    }

    void put(OrderedJob job) throws InterruptedException {
        if (isFull(0) && !entrance.isOwnWorker()) {
            room.await(() -> room.isRoomy(outstanding())
                    || closed
                    || !entrance.lifecycle().isRunning());
        }
        submit(job);
    }

    private void reserve() {
        counts.getAndAdd(ENTERED, 1);
        // Pairs with the write in close: the count was raised before, so the id is not given back under a job that
        // goes on from here.
        if (closed) {
            left();
            throw new RejectedExecutionException("series takes no more jobs: state=closed");
        }
    }

    private boolean tryEnter(OrderedJob job) {
        if (isParked() || !intake.isClear()) {
            return false;
        }
        Refusal refusal = intake.enter(id, job);
        if (refusal.accepted()) {
            entrance.workforce().attend(Workforce.ANY);
            return true;
        }
        refused(refusal);
        if (refusal == Refusal.STOPPED) {
            left();
            throw entrance.rejectedLate();
        }
        return false;
    }

    /**
     * A device may have held a credit until it saw that the window is full. Somebody may have been refused for want of
     * it.
     */
    private void refused(Refusal refusal) {
        if (refusal == Refusal.REORDER_WINDOW) {
            // Pairs with Intake.add: the credit was given back before this read of the count.
            VarHandle.fullFence();
            intake.refill();
        }
    }

    private void park(OrderedJob job) {
        counts.getAndAdd(PARKED, 1);
        table.park();
        // Pairs with Shutdown.advance, which reads the parked jobs after the state was raised.
        boolean running = entrance.lifecycle().isRunning();
        if (running) {
            waiting.offer(job);
            refill();
        } else {
            unpark();
            left();
        }
        entrance.advanceIfShutDown();
        if (!running) {
            throw entrance.lifecycle().rejection();
        }
    }

    private void unpark() {
        counts.getAndAdd(PARKED, -1);
        table.unpark();
        freeIfDone();
    }

    /** Moves what the device takes, unless the series stands in line for credit. */
    void refill() {
        if (calls.getAndIncrement() != 0) {
            return;
        }
        int answered = 1;
        do {
            // The write of inLine in leaveLine is followed by a call of refill, so a false that comes late is not
            // missed.
            if (!inLine && passOn(Integer.MAX_VALUE) == Refusal.NO_CREDIT) {
                inLine = true;
                intake.addTurn(this);
            }
            answered = calls.addAndGet(-answered);
        } while (answered != 0);
    }

    /** The turn of a series in the executor's backlog: accepted unless it must stay at the head. */
    @Override
    public Refusal enter(Ingress ingress) {
        Refusal refusal = passOn(TURN);
        if (refusal == Refusal.NO_CREDIT) {
            return refusal;
        }
        if (refusal == Refusal.NONE && !waiting.isEmpty()) {
            intake.addTurn(this);
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

    /** Moves up to {@code limit} jobs; NONE if nothing was refused. Called by the owner of the backlog only. */
    private Refusal passOn(int limit) {
        for (int moved = 0; moved < limit; moved++) {
            OrderedJob job = waiting.peek();
            if (job == null) {
                return Refusal.NONE;
            }
            if (entrance.lifecycle().isStopping()) {
                intake.giveBack(new AbandonedJob(this, job));
            } else {
                Refusal refusal = intake.enter(id, job);
                if (!refusal.accepted()) {
                    refused(refusal);
                    return refusal == Refusal.REORDER_WINDOW ? refusal : Refusal.NO_CREDIT;
                }
                entrance.workforce().attend(Workforce.ANY);
            }
            waiting.poll();
            unpark();
        }
        return Refusal.NONE;
    }

    /** Called when the window may have moved. */
    void refillIfParked() {
        if (isParked()) {
            refill();
        }
    }

    /**
     * Called when the device has released the last entry of a job. Serial parts of a series call it one after the
     * other.
     */
    void ended() {
        counts.setRelease(ENTRIES, counts.getOpaque(ENTRIES) + 1);
        left();
    }

    /** Takes a job out of the count that has ended, was rejected, or was found waiting by shutdownNow. */
    void left() {
        counts.getAndAdd(LEFT, 1);
        if (isParked()) {
            refill();
        }
        if (room.isAwaited()) {
            room.lowered(outstanding());
        }
        freeIfDone();
    }

    void close() {
        closed = true;
        freeIfDone();
        room.wakeAll();
    }

    private void freeIfDone() {
        // In this order: once closed is read no more jobs come, only then does nothing outstanding stay so, and only
        // then
        // does nothing parked.
        if (closed && outstanding() == 0 && !isParked() && freed.compareAndSet(false, true)) {
            table.closed(this, counts.get(ENTRIES));
        }
    }
}
