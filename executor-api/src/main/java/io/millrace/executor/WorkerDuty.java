package io.millrace.executor;

import io.millrace.core.Surroundings;
import org.jspecify.annotations.Nullable;

/**
 * How a worker runs an entry. Whatever the task does, the entry is finished, once.
 *
 * <p>The interrupt status is cleared before each task, or set while the executor stops, so that an interrupt aimed at
 * one task never reaches the next.
 */
final class WorkerDuty implements Worker {

    private final Shift shift;
    private final Lifecycle lifecycle;
    private final SeriesTable table;
    private final Intake intake;
    private final @Nullable HookedTasks hooked;
    private final @Nullable TaskTimes times;
    private final TurnLimit turnLimit;

    /** Null unless workers start on demand. */
    private final @Nullable Demand demand;

    // The part of a job that runs and can be detached: null if there is none, or it was.
    private @Nullable SeriesFlow partSeries;
    private @Nullable OrderedJob partJob;
    private long partEntry;

    WorkerDuty(Shift shift, SeriesTable table, Intake intake, @Nullable HookedTasks hooked, @Nullable Demand demand) {
        this.shift = shift;
        this.demand = demand;
        this.hooked = hooked;
        this.table = table;
        this.intake = intake;
        lifecycle = shift.executor();
        times = shift.times();
        turnLimit = new TurnLimit(times == null ? Surroundings::nanoTime : times::lap);
    }

    @Override
    public int index() {
        return shift.place();
    }

    /** Runs an entry and finishes it. */
    void perform(long entry, long header, long sequenceNumber, Object payload) {
        DomainLayout.Role role = DomainLayout.role(header);
        if (shift.canBeParted() && isForAnyThread(role, header, payload)) {
            shift.begin(entry, payload instanceof TaskLane);
        } else {
            shift.hold();
        }
        if (times != null) {
            times.expect(DomainLayout.kind(role, header, payload));
        }
        switch (role) {
            case TASK -> {
                if (payload instanceof TaskLane || payload instanceof KeyLane) {
                    runTurn(entry, header, (Arrival) payload);
                } else if (payload instanceof SeriesJob job) {
                    runFurtherPart(entry, job);
                } else {
                    runTask(entry, header, (Runnable) payload);
                }
            }
            case PARALLEL_PART -> runParallelPart(entry, header, sequenceNumber, (OrderedJob) payload);
            case SERIAL_PART -> runSerialPart(entry, header, (OrderedJob) payload);
            case FURTHER_PART -> runFurtherPart(entry, (SeriesJob) payload);
        }
    }

    /** Returns whether a thread may go on with an entry when another has its place: not one that is bound to the worker, or told its number. */
    private static boolean isForAnyThread(DomainLayout.Role role, long header, Object payload) {
        return switch (role) {
            case TASK -> !DomainLayout.isDirected(header) && !(payload instanceof SeriesJob);
            case PARALLEL_PART -> payload instanceof OrderedJob job && StampedJob.own(job) instanceof OrderedViewJob;
            case SERIAL_PART, FURTHER_PART -> false;
        };
    }

    @Override
    public void renewInterruptStatus() {
        Surroundings.beginWork();
        if (lifecycle.isStopping()) {
            Thread.currentThread().interrupt();
        } else if (Thread.interrupted() && lifecycle.isStopping()) {
            // What was cleared may have been the interrupt of shutdownNow.
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves nothing behind that was forked in the entry and that no turn would find, and ends it. */
    private void endEntry() {
        if (!lifecycle.isRunning()) {
            shift.settle();
        }
        shift.end();
    }

    /** Runs tasks of a lane, as many as the limit allows. */
    private void runTurn(long entry, long header, Arrival lane) {
        // A throw keeps the turn.
        boolean goesOn = true;
        try {
            goesOn = lane instanceof KeyLane ofKey ? runTasks(ofKey) : runTasks((TaskLane) lane);
        } finally {
            endEntry();
            if (shift.hasLostTurn()) {
                shift.leaveTurn();
            } else if (goesOn && intake.isClear()) {
                shift.forward(entry, header, lane);
            } else {
                try {
                    shift.release(entry);
                } finally {
                    if (goesOn) {
                        // Others wait for the credit.
                        intake.addTurn(lane);
                    }
                }
            }
        }
    }

    /** Returns whether the turn goes on. */
    private boolean runTasks(TaskLane lane) {
        if (demand == null) {
            return runTasksInLine(lane);
        }
        demand.takesTurn();
        try {
            return runTasksInLine(lane);
        } finally {
            demand.leavesTurn();
        }
    }

    private boolean runTasksInLine(TaskLane lane) {
        int ran = 0;
        while (!shift.isParted() && turnLimit.allows(ran) && shift.mayGoOn()) {
            if (runForked(shift.pop()) || runNext(lane) || runForked(lane.steal())) {
                ran++;
            } else {
                // From here on nobody takes the place and the turn with it.
                shift.end();
                if (shift.hasLostTurn() || lane.endTurn()) {
                    return false;
                }
                shift.resume();
            }
        }
        return true;
    }

    private boolean runNext(TaskLane lane) {
        Runnable task = lane.next();
        if (task != null) {
            run(task);
        }
        return task != null;
    }

    private boolean runForked(@Nullable ForkJoinTask<?> task) {
        if (task != null) {
            renewInterruptStatus();
            shift.noteStolen(task);
            task.runClaimed();
            shift.pauses();
            shift.countCompleted();
        }
        return task != null;
    }

    /** Returns whether the turn goes on. */
    private boolean runTasks(KeyLane lane) {
        boolean goesOn;
        lane.heldBy(shift);
        try {
            goesOn = runTasksOfKey(lane);
        } finally {
            lane.heldBy(null);
        }
        // Last, since whoever resumes the key may pass the turn on at once.
        return goesOn && !(lane.isPaused() && lane.park());
    }

    @SuppressWarnings("ReferenceEquality") // The same task again, not an equal one.
    private boolean runTasksOfKey(KeyLane lane) {
        KeyedTask task = lane.first();
        for (int ran = 0; task != null && turnLimit.allows(ran) && shift.mayGoOn(); ran++) {
            if (task.isTaken()) {
                task.passedEmpty(0);
            } else if (lane.isPaused()) {
                return true;
            } else if (task instanceof CallersTask ofCaller && ofCaller.leaveTurn(lane)) {
                return false;
            } else {
                run(task);
            }
            KeyedTask next = lane.pass(task);
            if (next == task) {
                // The next one is on its way in.
                return true;
            }
            task = next;
            if (shift.isParted()) {
                break;
            }
        }
        return task != null;
    }

    private void runTask(long entry, long header, Runnable task) {
        try {
            run(task);
        } finally {
            if (demand != null && DomainLayout.isDirected(header)) {
                demand.endsDirected(shift.place());
            }
            endEntry();
            shift.release(entry);
        }
    }

    private void run(Runnable task) {
        renewInterruptStatus();
        Runnable own = shift.begins(task);
        try {
            if (hooked == null) {
                own.run();
            } else {
                hooked.run(own);
            }
        } catch (Throwable failure) {
            Workforce.report(failure);
        }
        shift.ends();
        shift.countCompleted();
    }

    /** Runs the parallel part of a task of an ordered view, in a form that the hooks do not see. */
    void runPart(Runnable task, Runnable part) {
        shift.runs(task);
        try {
            if (hooked == null) {
                part.run();
            } else {
                hooked.run(task, part);
            }
        } finally {
            shift.runs(null);
        }
    }

    private void runParallelPart(long entry, long header, long sequenceNumber, OrderedJob job) {
        SeriesFlow series = table.at(DomainLayout.series(header));
        beginPart(entry, series, job);
        OrderedJob outcome = job;
        try {
            outcome = worked(job, series.place(sequenceNumber));
        } finally {
            endPart(entry, series, outcome);
        }
    }

    private void runFurtherPart(long entry, SeriesJob job) {
        beginPart(entry, job.series(), job.job());
        OrderedJob outcome = job.job();
        try {
            outcome = workedFurther(job.job());
        } finally {
            endPart(entry, job.series(), outcome);
        }
    }

    private void beginPart(long entry, SeriesFlow series, OrderedJob job) {
        partSeries = series;
        partJob = job;
        partEntry = entry;
    }

    /** Sends a job on, unless it was detached. */
    private void endPart(long entry, SeriesFlow series, OrderedJob outcome) {
        endEntry();
        if (partSeries == null) {
            if (outcome instanceof FailedJob failed) {
                Workforce.report(failed.failure());
            }
            return;
        }
        partSeries = null;
        partJob = null;
        Stop next = SeriesFlow.next(outcome);
        try {
            shift.forward(entry, series.header(next), series.payload(next, outcome));
        } finally {
            if (next != null) {
                shift.attend(next.worker());
            } else if (demand != null) {
                demand.endsParallelPart();
            }
            series.forwarded();
        }
    }

    @Override
    public DetachedJob detach() {
        SeriesFlow series = partSeries;
        OrderedJob job = partJob;
        if (series == null || job == null) {
            throw new IllegalStateException("no part of a job runs here that can be detached: worker=" + index()
                    + "; it can once, in its parallel or a further part");
        }
        shift.detach(partEntry);
        partSeries = null;
        partJob = null;
        return new DetachedJob(shift.entrance(), series, job, partEntry);
    }

    /** Runs a parallel part. Returns what has the next part: the job, or one that tells it of its failure. */
    private OrderedJob worked(OrderedJob job, long place) {
        renewInterruptStatus();
        if (times != null && job instanceof StampedJob stamped) {
            return timed(times, stamped, place);
        }
        try {
            job.parallel(this, place);
            return job;
        } catch (Throwable failure) {
            return new FailedJob(job, failure);
        }
    }

    private OrderedJob timed(TaskTimes recorded, StampedJob job, long place) {
        recorded.begin(job.submittedNanos());
        try {
            job.parallel(this, place);
            return job;
        } catch (Throwable failure) {
            return new FailedJob(job, failure);
        } finally {
            long now = recorded.end();
            if (partSeries != null) {
                job.done(now);
            }
        }
    }

    private OrderedJob workedFurther(OrderedJob job) {
        renewInterruptStatus();
        try {
            job.further(this);
            return job;
        } catch (Throwable failure) {
            return new FailedJob(job, failure);
        }
    }

    private void runSerialPart(long entry, long header, OrderedJob job) {
        if (demand != null) {
            demand.beginsSerialPart();
        }
        try {
            end(job);
        } finally {
            SeriesFlow series = table.at(DomainLayout.series(header));
            series.ending();
            try {
                endEntry();
                shift.release(entry);
            } finally {
                series.left();
                InvokedJob.left(job);
            }
        }
    }

    private void end(OrderedJob job) {
        renewInterruptStatus();
        if (times != null && FailedJob.own(job) instanceof StampedJob stamped) {
            times.inOrder(stamped.doneNanos());
        }
        try {
            job.serial(this);
        } catch (Throwable failure) {
            Workforce.report(failure);
        }
        shift.pauses();
        shift.countCompleted();
    }
}
