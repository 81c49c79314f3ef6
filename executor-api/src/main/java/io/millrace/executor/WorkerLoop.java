package io.millrace.executor;

import io.millrace.core.Burst;
import io.millrace.core.Port;
import io.millrace.core.Surroundings;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What a thread does all day as a worker: look, run, release, refill, move timers. Idle, it looks once more behind a fence, waits, on
 * watch until a timer is due, and otherwise for the keep-alive time, after which it retires.
 *
 * <p>One loop belongs to one thread, which has one place of the {@link Workforce} and drives its port, until it retires
 * or loses the place to another.
 */
final class WorkerLoop implements Runnable {

    /** Never retire. */
    static final long FOREVER = Long.MAX_VALUE;

    /** How long whoever relies on a worker that could not be started waits before trying again. */
    static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** How long a worker lets a credit lie, while all are busy: a full device has enough for them meanwhile. */
    private static final long REFILL_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private final Port port;
    private final Entrance entrance;
    private final Shifts shifts;
    private final Lifecycle lifecycle;
    private final Intake intake;
    private final Workforce workforce;
    private final Timers timers;
    private final Shutdown shutdown;
    private final long keepAliveNanos;
    private final Burst burst;
    private long refilledAt;

    /** Whether others may count on this worker to see to the watch of the timers, because it rests, or has just come. */
    private boolean reliedOn;

    private boolean idle;
    private long idleSince;

    WorkerLoop(Port port, Entrance entrance, Shifts shifts, Shutdown shutdown, long keepAliveNanos) {
        this.port = port;
        this.entrance = entrance;
        this.shifts = shifts;
        this.shutdown = shutdown;
        this.keepAliveNanos = keepAliveNanos;
        lifecycle = entrance.lifecycle();
        intake = entrance.intake();
        workforce = entrance.workforce();
        timers = entrance.timers();
        // What lies at hand behind a task that waits could neither be started nor taken back.
        burst = new Burst(workforce.hasSpares() ? 1 : DomainLayout.BURST);
    }

    @Override
    public void run() {
        Surroundings.run(this::serveAndLeave);
    }

    private void serveAndLeave() {
        if (!workforce.threads().begin(this)) {
            // The thread that was to do this has ended, and left it to another one, which comes too late.
            return;
        }
        boolean placed = true;
        try (Shift shift = new Shift(port, entrance, shifts)) {
            shifts.begun(shift);
            try {
                placed = !serveOrEndWhatIsAtHand(shift);
            } finally {
                placed &= shift.isPlaced();
                shifts.ended(shift);
            }
        } finally {
            if (placed) {
                timers.watch().standDown(port.id());
                workforce.leave(port.id(), this);
                replaceIfBroken();
            } else {
                workforce.threads().depart(this);
            }
        }
    }

    /** Works until there is no need for this thread any more; true if it has retired, and so has no place. */
    private boolean serveOrEndWhatIsAtHand(Shift shift) {
        WorkerDuty duty = shifts.duty(shift);
        boolean broken = true;
        try {
            boolean retired = serve(shift, duty);
            broken = false;
            return retired;
        } finally {
            if (broken) {
                endWhatIsAtHand(duty);
            }
        }
    }

    private boolean serve(Shift shift, WorkerDuty duty) {
        idle = false;
        reliedOn = true;
        while (shift.isPlaced() && !lifecycle.isTidying()) {
            // Above the number of workers there is nothing to wait for but what is directed here, which brings a
            // thread.
            boolean surplus = workforce.isSurplus(port.id());
            if (look(0) || (!surplus && waitForWork(shift))) {
                work(duty);
            } else if ((surplus || isIdleForLong()) && retire(duty)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Moves what waits into the device, after a task has returned its credit: seldom while all workers are busy, because
     * the search for one credit costs more than a small task. What waits may be for a worker that is idle or has no
     * thread; while there is one, each credit counts.
     */
    private void refillNowAndThen() {
        // Pairs with waitForWork() and retire(): the credit was returned before this read, so either this sees the idle
        // or absent worker, or that one finds the credit.
        if (!intake.isClear() && (workforce.isUnderused() || isTimeToRefill())) {
            intake.refill();
        }
    }

    private boolean isTimeToRefill() {
        long now = Surroundings.nanoTime();
        boolean isTime = now - refilledAt >= REFILL_NANOS;
        if (isTime) {
            refilledAt = now;
        }
        return isTime;
    }

    private boolean look(long timeoutNanos) {
        // An interrupt that was left behind, or that shutdownNow sent, would make the port return at once, again and
        // again.
        Thread.interrupted();
        return port.dequeue(burst, timeoutNanos) > 0;
    }

    private boolean waitForWork(Shift shift) {
        shift.pauses();
        workforce.idle();
        reliedOn = true;
        timers.watch().rests(port.id());
        try {
            // Pairs with Intake.add and Shutdown: the credits that this worker returned are visible to whoever raised a
            // count or the state too late for the reads below to see it.
            VarHandle.fullFence();
            intake.refill();
            shutdown.advance();
            // A wake-up for the end may have been spent on the look before; but then the state, which was raised before
            // it, is seen here.
            if (lifecycle.isTidying()) {
                return false;
            }
            long left = timers.beforeSleep(port.id());
            if (left != TimerWatch.NEVER) {
                // On watch. It is not to leave at once when that is over, because what it moved then is for it too.
                idle = false;
            } else if (keepAliveNanos != FOREVER && !workforce.isNeeded(port.id())) {
                left = keepAliveNanos - idleNanos();
            }
            if (workforce.isStillMissing()) {
                left = RETRY_NANOS;
            }
            return left > 0 && look(left);
        } finally {
            workforce.busy();
        }
    }

    private long idleNanos() {
        long now = Surroundings.nanoTime();
        if (!idle) {
            idle = true;
            idleSince = now;
        }
        return now - idleSince;
    }

    private boolean isIdleForLong() {
        return keepAliveNanos != FOREVER && idle && idleNanos() >= keepAliveNanos && !workforce.isNeeded(port.id());
    }

    private boolean retire(WorkerDuty duty) {
        if (!workforce.retiring(port.id())) {
            idle = false;
            return false;
        }
        // Pairs with Workforce.need: announced before this read, and there it is written before somebody looks who
        // serves.
        if (workforce.isNeeded(port.id())) {
            workforce.stay(port.id());
            return false;
        }
        reliedOn = true;
        timers.watch().standDown(port.id());
        // Pairs with Workforce.attend, and with refillNowAndThen(): what was entered before a submitter read this
        // worker as live is found now, and so is the credit that another returned before it read so.
        VarHandle.fullFence();
        intake.refill();
        if (look(0)) {
            workforce.stay(port.id());
            work(duty);
            return false;
        }
        // After the refill, which may have brought something for one that cannot be started, and nobody would try
        // again.
        if (workforce.isStillMissing()) {
            workforce.stay(port.id());
            return false;
        }
        boolean surplus = workforce.isSurplus(port.id());
        if (timers.watch().isVacant()) {
            if (!surplus) {
                workforce.stay(port.id());
                return false;
            }
            timers.watch().call(TimerWatch.NOBODY);
        }
        boolean retired = workforce.retired(port.id());
        if (retired && surplus) {
            // Pairs with Workforce.waiting: somebody may have relied on this worker because it was idle.
            workforce.makeUp();
        }
        return retired;
    }

    /** Runs what was delivered before the device failed: nobody else would. */
    private void endWhatIsAtHand(WorkerDuty duty) {
        for (int i = 0; i < burst.count(); i++) {
            if (burst.payload(i) != null) {
                try {
                    perform(duty, i);
                } catch (Throwable again) {
                    Workforce.report(again);
                }
            }
        }
    }

    private void perform(WorkerDuty duty, int i) {
        try {
            Object payload = Objects.requireNonNull(burst.payload(i), "payload");
            duty.perform(burst.entry(i), burst.header(i), burst.sequenceNumber(i), payload);
        } finally {
            // Drops the payload, which must not be kept by a later one that takes long, nor run once more.
            burst.release(i);
        }
    }

    private void work(WorkerDuty duty) {
        idle = false;
        if (reliedOn) {
            reliedOn = false;
            timers.watch().stirs(port.id());
        }
        for (int i = 0; i < burst.count(); i++) {
            perform(duty, i);
            refillNowAndThen();
            timers.lookBetweenTasks();
        }
        if (!lifecycle.isRunning()) {
            shutdown.advance();
        }
    }

    /**
     * Tasks cannot end a worker, so the device has failed. Somebody must take the place, or the backlog would stand
     * still.
     */
    private void replaceIfBroken() {
        if (!lifecycle.isTidying()) {
            workforce.attend(port.id());
        }
    }
}
