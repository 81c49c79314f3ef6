package io.millrace.executor;

import io.millrace.core.Port;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * How a worker runs an entry. Whatever the task does, the entry is finished, once.
 *
 * <p>The interrupt status is cleared before each task, or set while the executor stops, so that an interrupt aimed at
 * one task never reaches the next.
 */
final class WorkerDuty implements Worker {

    private static final VarHandle COMPLETED;

    static {
        try {
            COMPLETED = MethodHandles.lookup().findVarHandle(WorkerDuty.class, "completed", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Port port;
    private final Lifecycle lifecycle;
    private final SeriesTable table;
    private final Intake intake;
    private final TurnLimit turnLimit = new TurnLimit();

    /** Null unless hooks were asked for. Written before the first task. */
    private @Nullable HookedTasks hooked;

    private long completed;

    WorkerDuty(Port port, Lifecycle lifecycle, SeriesTable table, Intake intake) {
        this.port = port;
        this.lifecycle = lifecycle;
        this.table = table;
        this.intake = intake;
    }

    /** Has tasks run between hooks. Called once, before the first task. */
    void hook(HookedTasks tasks) {
        hooked = tasks;
    }

    @Override
    public int index() {
        return port.id();
    }

    void perform(long entry, long header, long sequenceNumber, Object payload) {
        switch (DomainLayout.role(header)) {
            case TASK -> {
                if (payload instanceof TaskLane || payload instanceof KeyLane) {
                    runTurn(entry, header, (Arrival) payload);
                } else {
                    runTask(entry, (Runnable) payload);
                }
            }
            case PARALLEL_PART -> runParallelPart(entry, header, sequenceNumber, (OrderedJob) payload);
            case SERIAL_PART -> runSerialPart(entry, header, (OrderedJob) payload);
        }
    }

    @Override
    public void renewInterruptStatus() {
        if (lifecycle.isStopping()) {
            Thread.currentThread().interrupt();
        } else if (Thread.interrupted() && lifecycle.isStopping()) {
            // What was cleared may have been the interrupt of shutdownNow.
            Thread.currentThread().interrupt();
        }
    }

    /** Runs tasks of a lane, as many as the limit allows. */
    private void runTurn(long entry, long header, Arrival lane) {
        // A throw keeps the turn.
        boolean goesOn = true;
        try {
            goesOn = lane instanceof KeyLane ofKey ? runTasks(ofKey) : runTasks((TaskLane) lane);
        } finally {
            if (goesOn && intake.isClear()) {
                port.forward(entry, header, lane);
            } else {
                port.release(entry);
                if (goesOn) {
                    // Others wait for the credit.
                    intake.addTurn(lane);
                }
            }
        }
    }

    /** Returns whether the turn goes on. */
    private boolean runTasks(TaskLane lane) {
        int ran = 0;
        while (turnLimit.allows(ran)) {
            Runnable task = lane.next();
            if (task != null) {
                run(task);
                ran++;
            } else if (lane.endTurn()) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the turn goes on. */
    private boolean runTasks(KeyLane lane) {
        KeyedTask task = lane.first();
        for (int ran = 0; task != null && turnLimit.allows(ran); ran++) {
            if (task.isTaken()) {
                task.passedEmpty(0);
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
        }
        return task != null;
    }

    private void runTask(long entry, Runnable task) {
        try {
            run(task);
        } finally {
            port.release(entry);
        }
    }

    private void run(Runnable task) {
        renewInterruptStatus();
        HookedTasks hooks = hooked;
        try {
            if (hooks == null) {
                task.run();
            } else {
                hooks.run(task);
            }
        } catch (Throwable failure) {
            Workforce.report(failure);
        }
        countCompleted();
    }

    /** Runs the parallel part of a task of an ordered view, in a form that the hooks do not see. */
    void runPart(Runnable task, Runnable part) {
        HookedTasks hooks = hooked;
        if (hooks == null) {
            part.run();
        } else {
            hooks.run(task, part);
        }
    }

    private void countCompleted() {
        // Pairs with completed(), which may see an older count.
        COMPLETED.setOpaque(this, completed + 1);
    }

    /** Returns how many tasks and jobs this worker has ended. */
    long completed() {
        return (long) COMPLETED.getOpaque(this);
    }

    private void runParallelPart(long entry, long header, long sequenceNumber, OrderedJob job) {
        SeriesFlow series = table.at(DomainLayout.series(header));
        OrderedJob outcome = job;
        try {
            outcome = worked(job, series.place(sequenceNumber));
        } finally {
            port.forward(entry, DomainLayout.serialPart(series.id()), outcome);
            table.forwarded(series.id());
        }
    }

    /** Runs a parallel part. Returns what has the serial part: the job, or one that tells it of its failure. */
    private OrderedJob worked(OrderedJob job, long place) {
        renewInterruptStatus();
        try {
            job.parallel(this, place);
            return job;
        } catch (Throwable failure) {
            return new FailedJob(job, failure);
        }
    }

    private void runSerialPart(long entry, long header, OrderedJob job) {
        try {
            end(job);
        } finally {
            SeriesFlow series = table.at(DomainLayout.series(header));
            series.ending();
            port.release(entry);
            series.left();
            InvokedJob.left(job);
        }
    }

    private void end(OrderedJob job) {
        renewInterruptStatus();
        try {
            job.serial(this);
        } catch (Throwable failure) {
            Workforce.report(failure);
        }
        countCompleted();
    }
}
