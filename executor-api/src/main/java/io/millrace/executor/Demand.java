package io.millrace.executor;

import io.millrace.core.PaddedLongs;
import io.millrace.core.SchedulingDomain;

/**
 * How many entries need a worker, or have one: for whether another worker has to start. A turn that no task is left for
 * needs none, nor do jobs that have ended and wait for others to leave before them, apart from one of each series.
 *
 * <p>The figures are read so that what changes meanwhile makes the result too large, and a worker starts that finds
 * nothing; or that it frees a worker, which then looks for more.
 */
final class Demand {

    private static final int TURNS_AT_HAND = 0;
    private static final int ENDED_JOBS = 1;

    private final Lifecycle lifecycle;
    private final SchedulingDomain domain;
    private final TaskLane lane;
    private final SeriesTable table;
    private final PaddedLongs counts = new PaddedLongs(2);

    Demand(Lifecycle lifecycle, SchedulingDomain domain, TaskLane lane, SeriesTable table) {
        this.lifecycle = lifecycle;
        this.domain = domain;
        this.lane = lane;
        this.table = table;
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
        // First: what ends after this has a worker that is free then.
        long inFlight = domain.inFlight();
        // In this order: a task comes before its turn, and who takes a turn is counted before it takes a task.
        long turns = lane.turns();
        long tasks = lane.waiting();
        long waitingTurns = turns - counts.get(TURNS_AT_HAND);
        long spareTurns = Math.max(0, waitingTurns - tasks);
        long endedJobs = Math.max(0, counts.get(ENDED_JOBS) - table.openSeries());
        return inFlight - spareTurns - endedJobs;
    }
}
