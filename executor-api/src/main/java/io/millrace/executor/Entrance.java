package io.millrace.executor;

import io.millrace.core.Ingress;
import io.millrace.core.Port;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way of a task from its submitter into the device or the backlog. */
final class Entrance {

    private final Lifecycle lifecycle;
    private final Workforce workforce;
    private final Intake intake;
    private final Lanes lanes;
    private final Guest guest;
    private final Shutdown shutdown;
    private final Ingress ingress;

    /** Null unless latency is recorded. */
    private final @Nullable Recorder recorder;

    Entrance(
            Lifecycle lifecycle,
            Workforce workforce,
            Intake intake,
            Lanes lanes,
            Guest guest,
            Shutdown shutdown,
            Ingress ingress,
            @Nullable Recorder recorder) {
        this.recorder = recorder;
        this.lifecycle = lifecycle;
        this.ingress = ingress;
        this.workforce = workforce;
        this.intake = intake;
        this.lanes = lanes;
        this.guest = guest;
        this.shutdown = shutdown;
    }

    /**
     * Takes a task that asks for nothing.
     *
     * @throws RejectedExecutionException if the executor has been shut down, or no worker can be started
     */
    void submit(Runnable task) {
        line(stamped(task));
    }

    /** Takes a task that asks for nothing, and is stamped if that is wanted. */
    void line(Runnable task) {
        admit(Workforce.ANY);
        if (!lanes.plain().add(task)) {
            throw rejectedLate();
        }
        advanceIfShutDown();
    }

    /**
     * Takes a task that waits for its time.
     *
     * @throws RejectedExecutionException if the executor has been shut down, or no worker can be started
     */
    void submit(TimedTask<?> task) {
        admit(Workforce.ANY);
        if (!timers().add(task)) {
            throw rejectedLate();
        }
        advanceIfShutDown();
    }

    /**
     * Takes an alarm; false if the executor takes no more.
     *
     * @throws RejectedExecutionException if no worker can be started
     */
    boolean set(Alarm alarm) {
        if (!lifecycle.isRunning()) {
            return false;
        }
        workforce.prepare(Workforce.ANY);
        boolean added = timers().add(alarm);
        advanceIfShutDown();
        return added;
    }

    /**
     * Takes a task of a view.
     *
     * @throws RejectedExecutionException if the executor has been shut down, or no worker can be started
     */
    void submit(ViewTask task) {
        int worker = task.worker();
        admit(worker);
        if (intake.isClear()) {
            switch (intake.enter(task)) {
                case NONE -> {
                    workforce.attend(worker);
                    return;
                }
                case STOPPED -> throw rejectedLate();
                default -> {}
            }
        }
        boolean added = intake.add(task);
        advanceIfShutDown();
        if (!added) {
            throw lifecycle.rejection();
        }
    }

    /**
     * Takes a task of a key; false if the executor has been shut down meanwhile, and the task was taken out.
     *
     * @throws RejectedExecutionException if the executor has been shut down, or no worker can be started
     */
    boolean submit(KeyedTask task) {
        admit(Workforce.ANY);
        KeyLane opened = lanes.keyed().add(task);
        // Pairs with Shutdown, which changes the state and then looks at the lanes: it waits for this task or finds it,
        // or this rejects it. So it does before the turn comes in, which may have to be abandoned.
        boolean rejected = !lifecycle.isRunning() && task.surrender() != null;
        if (opened != null && !tryPark(opened)) {
            intake.bring(opened);
            advanceIfShutDown();
        }
        return !rejected;
    }

    /** Leaves the turn of a lane to who resumes its key; false if that is not paused. Called by who has the turn. */
    private static boolean tryPark(KeyLane lane) {
        return lane.isPaused() && lane.park();
    }

    /** Brings the turn of a lane that was parked, and sees to it that somebody comes. */
    void bringParked(KeyLane lane) {
        workforce.reinforce(Workforce.ANY);
        intake.bring(lane);
        advanceIfShutDown();
    }

    /** Lets paused keys pass tasks that the caller has taken out: a key of which nothing else is left is forgotten. */
    void passTakenOut() {
        lanes.keyed().paused().unparkEmptied().forEach(this::bringParked);
    }

    /**
     * Runs a task of a key in the calling thread, when its turn comes; false if the executor has been shut down, and the
     * task has not run.
     *
     * @throws RejectedExecutionException if no worker can be started
     */
    boolean submitHere(CallersTask task) {
        if (!lifecycle.isRunning()) {
            return false;
        }
        workforce.prepare(Workforce.ANY);
        KeyLane opened = lanes.keyed().add(task);
        // Pairs with Shutdown, as in submit.
        boolean rejected = !lifecycle.isRunning() && task.surrender() != null;
        // A lane that is parked here is left to this thread later, as one that a worker has.
        boolean waits = opened == null || tryPark(opened);
        KeyLane withTurn = waits ? task.awaitTurn() : opened;
        if (withTurn != null) {
            runWithTurn(withTurn, task);
        }
        return !rejected;
    }

    private void runWithTurn(KeyLane lane, CallersTask task) {
        try {
            if (task.isTaken()) {
                task.passedEmpty(0);
            } else {
                task.runAsCaller();
            }
        } finally {
            if (lane.pass(task) != null) {
                intake.bring(lane);
            }
            // The lane may have been what the end waits for.
            advanceIfShutDown();
        }
    }

    Lanes lanes() {
        return lanes;
    }

    /** Rejects, or makes sure that somebody is there to run what comes. */
    void admit(int worker) {
        if (!lifecycle.isRunning()) {
            throw lifecycle.rejection();
        }
        workforce.prepare(worker);
    }

    /** Runs a loop over a range in the calling thread, and in workers that have time. */
    void runLoop(ParallelRange range, RangeTask<?> task) throws InterruptedException {
        Serving serving = Serving.current();
        if (serving != null && serving.executor() == lifecycle && serving.hasDeque()) {
            RangeLoop.run(range, task, workforce.number(), serving);
            return;
        }
        admit(Workforce.ANY);
        try (Visit visit = new Visit(this)) {
            RangeLoop.run(range, task, workforce.number(), visit);
        }
    }

    /** Lets the current thread be the guest until that leaves; false if there is one, or the executor takes no more. */
    boolean guestEnters() {
        if (workforce.isPaused() || !guest.tryEnter()) {
            return false;
        }
        // Pairs with Shutdown, which changes the state and then looks whether a guest is present.
        boolean running = lifecycle.isRunning();
        if (!running) {
            guest.leave();
            advanceIfShutDown();
        }
        return running;
    }

    /** A submitter that comes too late may for a moment have had a credit, and with it made the domain look busy. */
    RejectedExecutionException rejectedLate() {
        advanceIfShutDown();
        return lifecycle.rejection();
    }

    /** Finishes an entry that no port holds. */
    void finish(Consumer<Ingress> way) {
        try {
            way.accept(ingress);
        } catch (Throwable failure) {
            tryAgain(() -> way.accept(ingress), failure);
            throw failure;
        } finally {
            workforce.threads().finishedDetached();
        }
    }

    /** Finishes an entry with which the device has failed: the thread may end by that, and the entry must not be lost with it. */
    @SuppressWarnings("ReferenceEquality") // No failure can suppress itself.
    static void tryAgain(Runnable finish, Throwable failure) {
        try {
            finish.run();
        } catch (Throwable again) {
            // It was finished before the device failed; or that is broken.
            if (again != failure) {
                failure.addSuppressed(again);
            }
        }
    }

    /** Makes up for the step of the shutdown that a submitter may have held up with a count. */
    void advanceIfShutDown() {
        if (!lifecycle.isRunning()) {
            shutdown.advance();
        }
    }

    /**
     * Returns whether the current thread is a worker of this executor or its guest, which must not wait for what only
     * they can bring about.
     */
    boolean isOwnWorker() {
        return Serving.isFor(lifecycle);
    }

    /** Lets a turn of the plain lane end, or go on without the thread that has it, which is about to lose the port. */
    void passTurnOn(Port port, long entry) {
        TaskLane lane = lanes.plain();
        if (lane.endTurn()) {
            port.release(entry);
        } else if (intake.isClear()) {
            port.forward(entry, DomainLayout.PLAIN, lane);
        } else {
            port.release(entry);
            intake.addTurn(lane);
        }
    }

    KeyLanes keys() {
        return lanes.keyed();
    }

    /** Returns a task with the time, if latency is recorded. */
    Runnable stamped(Runnable task) {
        return recorder == null ? task : recorder.stamp(task);
    }

    /** Returns a job with the time, if latency is recorded. */
    OrderedJob stamped(OrderedJob job) {
        return recorder == null ? job : recorder.stamp(job);
    }

    /** Returns who records latency; null unless that is wanted. */
    @Nullable
    Recorder recorder() {
        return recorder;
    }

    Guest guest() {
        return guest;
    }

    Intake intake() {
        return intake;
    }

    Timers timers() {
        return lanes.timers();
    }

    TaskLane lane() {
        return lanes.plain();
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }

    Workforce workforce() {
        return workforce;
    }
}
