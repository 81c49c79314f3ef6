package io.millrace.executor;

import io.millrace.core.Ingress;
import io.millrace.core.PaddedLongs;
import io.millrace.core.Refusal;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;

/**
 * The jobs of a series that wait for the device.
 *
 * <ol>
 *   <li><em>Alone with its stall.</em> A job refused for its window, or because its series is held, waits here, outside the
 *       executor's backlog. A forward that moves the window, the end of a job, or that of the holding moves it: what comes
 *       after the refusal sees the series stalled.
 *   <li><em>In turn.</em> A job refused for want of credit puts the series, once, into the executor's backlog. While
 *       {@code inLine}, the refiller of the executor's backlog alone takes jobs from here; otherwise the one that
 *       raised {@code calls} from 0.
 *   <li><em>Nobody is left behind.</em> A job is parked before it is added, and unparked after the device has
 *       accepted it. So it is waited for: by the count of what is parked, or by the device as in flight.
 *   <li><em>First until it has gone.</em> A job stays the first here until the device has accepted it, so that none passes it by.
 * </ol>
 */
final class SeriesBacklog implements Arrival {

    /** How many jobs a series moves before the next in the executor's backlog has its turn. */
    private static final int TURN = 16;

    private static final int CHUNK = 64;

    /** Calls of {@link #refill} that have not been answered. */
    private static final int CALLS = 0;

    private final SeriesFlow series;
    private final SeriesTable table;
    private final Entrance entrance;
    private final MpscUnboundedVarHandleArrayQueue<OrderedJob> jobs = new MpscUnboundedVarHandleArrayQueue<>(CHUNK);
    private final PaddedLongs counts = new PaddedLongs(1);

    /** Whether the first parked job was refused. Written by the owner of the backlog. */
    private volatile boolean stalled;

    private volatile boolean inLine;

    SeriesBacklog(SeriesFlow series, SeriesTable table, Entrance entrance) {
        this.series = series;
        this.table = table;
        this.entrance = entrance;
    }

    boolean isStalled() {
        return stalled;
    }

    /** Returns whether nothing waits here; to others than the owner of the backlog what has moved may seem to wait. */
    boolean isClear() {
        return jobs.isEmpty();
    }

    /**
     * Returns how many jobs wait here, less one if the executor's backlog counts the turn of the series; exact while
     * nothing moves.
     */
    int waiting() {
        return jobs.size() - (inLine ? 1 : 0);
    }

    /** Adds a job that the series counts already. If it is rejected, it counts no more. */
    void append(OrderedJob job) {
        if (!tryAppend(job, entrance.lifecycle()::isRunning)) {
            throw entrance.lifecycle().rejection();
        }
    }

    /** Adds a job that the series counts already. If it may not be added it counts no more, and this returns false. */
    boolean tryAppend(OrderedJob job, BooleanSupplier mayAppend) {
        table.park();
        // Pairs with Shutdown.advance, which reads what is parked after the state was raised.
        boolean may = mayAppend.getAsBoolean();
        if (may) {
            jobs.offer(job);
            refill();
        } else {
            table.unpark();
            series.left();
            entrance.advanceIfShutDown();
        }
        return may;
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
        // What was unparked here may have been what the end waits for, and its job may have ended before that.
        entrance.advanceIfShutDown();
    }

    /** The turn of a series in the executor's backlog: accepted unless it must stay at the head. */
    @Override
    public Refusal enter(Ingress ingress) {
        Refusal refusal = passOn(TURN);
        if (refusal == Refusal.NO_CREDIT) {
            return refusal;
        }
        if (refusal == Refusal.NONE && jobs.relaxedPeek() != null) {
            entrance.intake().addTurn(this);
        } else {
            inLine = false;
            refill();
        }
        return Refusal.NONE;
    }

    /** Moves up to {@code limit} jobs; NONE if nothing was refused. Called by the owner of the backlog only. */
    private Refusal passOn(int limit) {
        for (int moved = 0; moved < limit; moved++) {
            // One that is being added is no loss: its submitter calls refill afterwards.
            OrderedJob next = jobs.relaxedPeek();
            if (next == null) {
                return Refusal.NONE;
            }
            if (entrance.lifecycle().isStopping()) {
                entrance.intake().giveBack(new SeriesJob(series, next));
            } else {
                Refusal refusal = enterFirst(next);
                if (!refusal.accepted()) {
                    return refusal == Refusal.REORDER_WINDOW ? refusal : Refusal.NO_CREDIT;
                }
                entrance.workforce().reinforce(Workforce.ANY);
            }
            jobs.relaxedPoll();
            endStall();
            table.unpark();
        }
        return Refusal.NONE;
    }

    private Refusal enterFirst(OrderedJob next) {
        Refusal refusal = series.enter(next);
        if (!refusal.accepted() && !stalled) {
            stalled = true;
            // Pairs with SeriesTable.forwarded and SeriesFlow.runAsGuest: whoever has moved the window, or held the
            // series,
            // sees it stalled, or this sees what they did.
            VarHandle.fullFence();
            refusal = series.enter(next);
        }
        return refusal;
    }

    private void endStall() {
        if (stalled) {
            stalled = false;
            // Pairs with SeriesRoom.await, which counts the waiter before it reads whether the series is stalled.
            series.wakeIfRoomy();
        }
    }
}
