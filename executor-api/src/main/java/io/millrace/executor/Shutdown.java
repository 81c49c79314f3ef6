package io.millrace.executor;

import io.millrace.core.SchedulingDomain;
import io.millrace.core.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The way an executor ends.
 *
 * <ol>
 *   <li>The state leaves RUNNING: from now on submitters reject or, if they raised a count before, finish what they
 *       began.
 *   <li>When nothing waits in a backlog the domain is drained: it refuses what comes directly, and counts as in flight
 *       what it has accepted.
 *   <li>When nothing is in flight the state becomes TIDYING, and the workers are woken and leave.
 *   <li>When the last worker has left, or there was none, and no guest is present, the state becomes VACATED and the hook is
 *       called; then the state becomes TERMINATED and the domain is closed.
 * </ol>
 *
 * <p>{@link #advance} goes as far as it can. It is called by whoever may have brought about what a step waits for:
 * after the state has changed, after a count was lowered, after an entry was released, and, behind a fence, before a
 * worker sleeps. It never waits.
 *
 * <p>Races that remain, and why each is harmless: a submitter that read RUNNING may enter the device until it is
 * drained, and is then in flight; a worker may start after step 3, and leaves at once (see {@link Workforce}); {@code
 * shutdownNow} may find the executor ended under its hands, which is why the domain is not closed while {@code
 * stopping} is above 0.
 */
final class Shutdown {

    private final Lifecycle lifecycle;
    private final SchedulingDomain domain;
    private final Intake intake;
    private final Lanes lanes;
    private final Workforce workforce;
    private final Guest guest;
    private final SeriesTable table;
    private final AtomicInteger stopping = new AtomicInteger();

    /** Held while ports are woken, and so no monitor. */
    private final Lock flushing = new ReentrantLock();

    private Runnable beforeTerminated = () -> {};
    private Runnable resume = () -> {};

    /** The thread that calls the hook. */
    private volatile @Nullable Thread ender;

    Shutdown(
            Lifecycle lifecycle,
            SchedulingDomain domain,
            Intake intake,
            Lanes lanes,
            Workforce workforce,
            Guest guest,
            SeriesTable table) {
        this.lifecycle = lifecycle;
        this.domain = domain;
        this.intake = intake;
        this.lanes = lanes;
        this.workforce = workforce;
        this.guest = guest;
        this.table = table;
    }

    /** Says what to do when all have left. Called once, before the first task. */
    void beforeTerminated(Runnable action) {
        beforeTerminated = action;
    }

    /** Says how what is paused goes on. Called once, before the first task. */
    void resumeBy(Runnable action) {
        resume = action;
    }

    /**
     * Has the domain stay open until {@link #letGo}; false if it is about to be closed.
     */
    boolean tryHold() {
        // Pairs with advance(), which reads this after TIDYING.
        stopping.incrementAndGet();
        boolean open = !lifecycle.isTidying();
        if (!open) {
            letGo();
        }
        return open;
    }

    void letGo() {
        stopping.decrementAndGet();
        if (!lifecycle.isRunning()) {
            advance();
        }
    }

    void begin() {
        lifecycle.raise(Lifecycle.SHUTDOWN);
        resume.run();
        lanes.timers().shutDown();
        table.wakeAll();
        lanes.driven().wakeAll();
        advanceAttended();
    }

    /** Goes as far as it can, and sees to it that somebody is there for what is left: a flush lets go on what was done behind a job that it took. */
    private void advanceAttended() {
        advance();
        if (!lifecycle.isTidying()) {
            workforce.attend(Workforce.ANY);
        }
    }

    void advance() {
        if (lifecycle.isRunning()
                || !intake.isClear()
                || table.parked() != 0
                || table.callers() != 0
                || !lanes.isClear()) {
            return;
        }
        // Not before all have ended: what they fork needs turns.
        if (workforce.threads().hasEntryless() || domain.inFlight() != 0) {
            return;
        }
        domain.drain();
        // In this order: who gives an entry up and works on is counted before.
        if (!domain.isIdle() || workforce.threads().hasEntryless()) {
            return;
        }
        if (lifecycle.raise(Lifecycle.TIDYING)) {
            wakeWorkers();
        }
        // Pairs with the start of a worker in Workforce, with the start of shutdownNow below, and with
        // Entrance.guestEnters.
        if (workforce.threads().present() == 0
                && !guest.isPresent()
                && stopping.get() == 0
                && lifecycle.raise(Lifecycle.VACATED)) {
            terminate();
        }
    }

    /** Called once. From VACATED on nobody touches the domain: a worker that starts sees TIDYING, and so does shutdownNow. */
    private void terminate() {
        ender = Thread.currentThread();
        try {
            lifecycle.bidFarewell();
            beforeTerminated.run();
        } catch (Throwable failure) {
            Workforce.report(failure);
        }
        ender = null;
        // Before anybody is told: a simulation ends with its last domain.
        domain.close();
        lifecycle.raise(Lifecycle.TERMINATED);
        lifecycle.termination().complete(null);
    }

    /** Returns whether a thread is in the hook, so that the end waits for it. */
    @SuppressWarnings("ReferenceEquality") // The same thread, not an equal one.
    boolean isEndedBy(Thread thread) {
        return ender == thread;
    }

    private void wakeWorkers() {
        for (int worker = 0; worker < workforce.limit(); worker++) {
            domain.port(worker).wake();
        }
    }

    /** Stops what has not started. Returns it, oldest first as far as one can tell. */
    List<Runnable> beginNow() {
        List<Runnable> unstarted = new ArrayList<>();
        // Pairs with advance(), which reads this after TIDYING: the domain is not closed under these hands.
        stopping.incrementAndGet();
        try {
            boolean first = lifecycle.raise(Lifecycle.STOP);
            // The first caller goes on even if TIDYING was reached meanwhile: a worker may have emptied the backlog
            // into its hands.
            if (first || !lifecycle.isTidying()) {
                table.wakeAll();
                List<Object> found = flush();
                // Not before: a worker that was woken would start what is about to be returned.
                workforce.threads().interruptAll();
                lanes.driven().stopAll();
                lanes.driven().wakeAll();
                resume.run();
                found.forEach(task -> surrender(task, unstarted));
            }
        } finally {
            stopping.decrementAndGet();
            advanceAttended();
        }
        return unstarted;
    }

    private List<Object> flush() {
        Surroundings.lock(flushing);
        try {
            return flushOnce();
        } finally {
            flushing.unlock();
        }
    }

    private List<Object> flushOnce() {
        domain.drain();
        // Before the lane is emptied: what is due moves there until this is done.
        List<Runnable> timed = lanes.timers().surrender();
        // Those of keys first, which a worker that has the turn of one would go on starting. What comes later takes
        // itself out.
        List<Object> ofKeys = new ArrayList<>();
        lanes.keyed().surrenderTo(ofKeys);
        List<Object> found = new ArrayList<>(waitingInLane());
        found.addAll(ofKeys);
        lanes.driven().surrenderTo(found);
        List<KeyLane> turns = new ArrayList<>();
        for (int queue : DomainLayout.flushable(workforce.limit())) {
            domain.flush(queue, (header, payload) -> {
                if (payload instanceof KeyLane lane) {
                    turns.add(lane);
                } else {
                    found.add(flushed(header, payload));
                }
            });
        }
        turns.addAll(lanes.keyed().paused().resumeAll());
        // After the tasks: whoever abandons a turn waits until they have been taken out.
        turns.forEach(KeyLane::abandon);
        // Who holds a count is either adding, which ends in a rejection or in the backlog, or refilling, which ends
        // here.
        while (!intake.isClear() || table.parked() != 0) {
            intake.refill();
            table.refillAll();
            Surroundings.giveWay();
        }
        for (Object task = intake.pollReturned(); task != null; task = intake.pollReturned()) {
            found.add(task);
        }
        found.addAll(timed);
        return found;
    }

    private List<Runnable> waitingInLane() {
        List<Runnable> found = new ArrayList<>();
        // Who is on the way in is waited for: it ends in a rejection or here.
        while (!lanes.plain().isClear()) {
            Runnable task = lanes.plain().surrender();
            if (task != null) {
                found.add(task);
            }
        }
        return found;
    }

    private Object flushed(long header, @Nullable Object payload) {
        if (payload == null) {
            throw new AssertionError("entry without a task: header=" + header);
        }
        return DomainLayout.role(header) == DomainLayout.Role.PARALLEL_PART && payload instanceof OrderedJob job
                ? new SeriesJob(table.at(DomainLayout.series(header)), job)
                : payload;
    }

    private static void surrender(Object task, List<Runnable> unstarted) {
        if (task instanceof SeriesJob abandoned) {
            abandoned.series().left();
            surrenderJob(abandoned.job(), unstarted);
        } else if (task instanceof TaskLane lane) {
            lane.dropTurn();
        } else if (task instanceof Pending pending) {
            addIfTaken(pending.surrender(), unstarted);
        } else if (StampedTask.own((Runnable) task) instanceof Alarm alarm) {
            alarm.giveUp();
        } else {
            unstarted.add(ContextTask.submitted((Runnable) task));
        }
    }

    private static void surrenderJob(OrderedJob submitted, List<Runnable> unstarted) {
        OrderedJob job = StampedJob.own(submitted);
        if (job instanceof OrderedViewJob viewJob) {
            addIfTaken(viewJob.surrender(), unstarted);
            viewJob.dropRun();
            return;
        }
        OrderedJob own = job instanceof InvokedJob invoked ? invoked.job() : job;
        if (own instanceof Runnable task) {
            unstarted.add(task);
        }
        try {
            job.abandoned();
        } catch (Throwable failure) {
            Workforce.report(failure);
        }
    }

    private static void addIfTaken(@Nullable Runnable task, List<Runnable> unstarted) {
        if (task != null) {
            unstarted.add(task);
        }
    }
}
