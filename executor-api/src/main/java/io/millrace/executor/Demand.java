package io.millrace.executor;

import io.millrace.core.PaddedLongs;
import io.millrace.core.SchedulingDomain;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How many entries need a worker, or have one: for whether another worker has to start. A turn that no task is left for
 * needs none, nor do jobs that have ended and wait for others to leave before them, apart from one of each series. Nor does
 * what is directed to a worker, apart from the first.
 *
 * <p>The figures are read so that what changes meanwhile makes the result too large, and a worker starts that finds
 * nothing; or that it frees a worker, which then looks for more.
 *
 * <p>The result is also too large by
 * <ul>
 *   <li>one for each worker that has something else to do than what is directed to it;
 *   <li>all that is directed to a worker, in the moment in which one of it ends;
 *   <li>one for each entry of a thread that waits and was parted from its place, since that thread is not counted as live.
 * </ul>
 *
 * <p>So a thread may start that finds nothing, and leaves after the keep-alive time.
 */
final class Demand {

    private static final int TURNS_AT_HAND = 0;
    private static final int ENDED_JOBS = 1;
    private static final int DIRECTED_BEHIND = 2;
    private static final int DIRECTED_ENDS = 3;

    private final Lifecycle lifecycle;
    private final SchedulingDomain domain;
    private final TaskLane lane;
    private final SeriesTable table;
    private final PaddedLongs counts = new PaddedLongs(4);

    /** How many entries are directed to each worker. One that ends at once is counted down before it is counted up. */
    private final AtomicIntegerArray directed;

    Demand(Lifecycle lifecycle, SchedulingDomain domain, TaskLane lane, SeriesTable table, int workers) {
        this.lifecycle = lifecycle;
        this.domain = domain;
        this.lane = lane;
        this.table = table;
        directed = new AtomicIntegerArray(workers);
    }

    /** Says that something has entered that is directed to a worker. */
    void entersDirected(int worker) {
        if (directed.getAndIncrement(worker) > 0) {
            counts.getAndAdd(DIRECTED_BEHIND, 1);
        }
    }

    /** Says that the worker has run it. Called before its entry ends. */
    void endsDirected(int worker) {
        if (directed.decrementAndGet(worker) > 0) {
            counts.getAndAdd(DIRECTED_BEHIND, -1);
        }
        // Pairs with entries(): who has not counted this as behind another sees it here, or the entry in flight.
        counts.getAndAdd(DIRECTED_ENDS, 1);
    }

    /** Says that a worker has a turn of the plain lane at hand, until {@link #leavesTurn}. */
    void takesTurn() {
        counts.getAndAdd(TURNS_AT_HAND, 1);
    }

    void leavesTurn() {
        counts.getAndAdd(TURNS_AT_HAND, -1);
    }

    /** Says that the parallel part of a job has ended, and it is to have its serial part, until {@link #beginsSerialPart}. */
    void endsParallelPart() {
        counts.getAndAdd(ENDED_JOBS, 1);
    }

    void beginsSerialPart() {
        counts.getAndAdd(ENDED_JOBS, -1);
    }

    long entries() {
        if (lifecycle.isTidying()) {
            return 0;
        }
        // Before the entries are counted, so that what was behind another is among them unless it has ended meanwhile.
        long ends = counts.get(DIRECTED_ENDS);
        long behind = counts.get(DIRECTED_BEHIND);
        // Before the rest: what ends after this has a worker that is free then.
        long inFlight = domain.inFlight();
        if (ends != counts.get(DIRECTED_ENDS) || lifecycle.isStopping()) {
            // What shutdownNow returns does not end here.
            behind = 0;
        }
        // In this order: a task comes before its turn, and who takes a turn is counted before it takes a task.
        long turns = lane.turns();
        long tasks = lane.waiting();
        long waitingTurns = turns - counts.get(TURNS_AT_HAND);
        long spareTurns = Math.max(0, waitingTurns - tasks);
        long endedJobs = Math.max(0, counts.get(ENDED_JOBS) - table.openSeries());
        return inFlight - Math.max(0, behind) - spareTurns - endedJobs;
    }
}
