package io.millrace.executor;

import io.millrace.core.PaddedLongs;
import io.millrace.core.Refusal;
import io.millrace.core.Surroundings;
import java.lang.invoke.VarHandle;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A series below its public face: an ordered flow, and the jobs that go through it.
 *
 * <ol>
 *   <li><em>Order.</em> Jobs have the order in which they were added to the backlog of the series, which a job passes by while
 *       nothing waits there.
 *   <li><em>The id is free again</em> when the series is closed and its last entry was released, and not before.
 * </ol>
 */
final class SeriesFlow {

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

    /** 1 when the id was given back. */
    private static final int FREED = PaddedLongs.beside(LEFT, 2);

    /** About what the wake-ups cost that are saved when a submitter runs its job itself; so long may others have to wait for it. */
    static final long WORTH_HOLDING_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final int id;
    private final int reorderWindow;
    private final long base;
    private final SeriesTable table;
    private final Entrance entrance;
    private final PaddedLongs counts = new PaddedLongs(2);

    /** Null until a job has to wait in it. */
    private volatile @Nullable SeriesBacklog backlog;

    /** Null until a thread has to wait in it. */
    private volatile @Nullable SeriesRoom room;

    private volatile boolean closed;

    /**
     * While this is set no job enters the device: the submitter of one may run it itself, as the guest of the executor,
     * who is the only one to write this.
     */
    private volatile boolean held;

    /** While this is set no job enters the device. */
    private volatile boolean paused;

    /** How many jobs were run by their submitters. Written while the series is held, and nothing of it is in the device. */
    private long invoked;

    /** How long the last job took that was invoked. An old value does no harm. */
    private volatile long invokedNanos;

    SeriesFlow(int id, long base, int reorderWindow, SeriesTable table, Entrance entrance) {
        this.id = id;
        this.base = base;
        this.reorderWindow = reorderWindow;
        this.table = table;
        this.entrance = entrance;
    }

    int id() {
        return id;
    }

    /** Returns the sequence number of the first entry. */
    long base() {
        return base;
    }

    /** Returns the place of the job of an entry. Called for its parallel part, while no job is run by its submitter. */
    long place(long sequenceNumber) {
        return sequenceNumber - base + invoked;
    }

    int outstanding() {
        // In this order: what leaves meanwhile makes the result too large, not negative.
        long left = counts.get(LEFT);
        return (int) (counts.get(ENTERED) - left);
    }

    /** Says for people in which state it is. */
    @Override
    public String toString() {
        String state = closed ? "closed" : !entrance.lifecycle().isRunning() ? "shut down" : paused ? "paused" : "open";
        return state + ", outstanding=" + outstanding() + ", waiting=" + waiting() + ", reorderWindow=" + reorderWindow;
    }

    /** Returns how many jobs wait in the backlog, as {@link SeriesBacklog#waiting} does. */
    int waiting() {
        SeriesBacklog present = backlog;
        return present == null ? 0 : present.waiting();
    }

    /** Returns whether the device takes no more jobs for now. What waits behind a guest only does not count: a series fills up behind it. */
    private boolean isStalled() {
        SeriesBacklog present = backlog;
        return paused || (present != null && present.isStalled() && !held);
    }

    private boolean isBacklogClear() {
        SeriesBacklog present = backlog;
        return present == null || present.isClear();
    }

    private SeriesBacklog backlog() {
        SeriesBacklog present = backlog;
        return present != null ? present : newBacklog();
    }

    private synchronized SeriesBacklog newBacklog() {
        SeriesBacklog present = backlog;
        if (present == null) {
            present = new SeriesBacklog(this, table, entrance);
            backlog = present;
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

    void submit(OrderedJob submitted) {
        OrderedJob job = entrance.stamped(submitted);
        entrance.admit(Workforce.ANY);
        reserve();
        if (!tryEnter(job)) {
            backlog().append(job);
        }
    }

    /**
     * Runs the parallel part of a job in this thread, and has it get its place in the order afterwards. The executor waits for
     * that if it is shut down meanwhile. False if it came too late to run.
     */
    boolean submitHere(OrderedViewJob job) {
        if (!entrance.lifecycle().isRunning()) {
            return false;
        }
        entrance.workforce().prepare(Workforce.ANY);
        reserve();
        table.callerBegins();
        try {
            // Pairs with Shutdown.advance: counted before this read.
            if (!entrance.lifecycle().isRunning()) {
                left();
                return false;
            }
            job.runHere();
            if (!tryEnterLate(job)) {
                job.dropRun();
            }
            job.throwFailure();
            return true;
        } finally {
            table.callerEnds();
            entrance.advanceIfShutDown();
        }
    }

    /** Returns false if shutdownNow was called meanwhile. */
    private boolean tryEnterLate(OrderedViewJob job) {
        try {
            return tryEnter(job)
                    || backlog().tryAppend(job, () -> !entrance.lifecycle().isStopping());
        } catch (RejectedExecutionException stopped) {
            return false;
        }
    }

    boolean trySubmit(OrderedJob submitted) {
        OrderedJob job = entrance.stamped(submitted);
        entrance.admit(Workforce.ANY);
        reserve();
        boolean entered = !isStalled() && !isFull(-1) && entrance.intake().isClear() && tryEnter(job);
        if (!entered) {
            left();
        }
        return entered;
    }

    void put(OrderedJob job) throws InterruptedException {
        awaitRoom();
        submit(job);
    }

    /** Submits a job as {@link #put} does, but where that waits for room this thread runs the parallel part first, if it may. */
    void putOrRun(OrderedJob job) throws InterruptedException {
        RanJob ran = mayWait() ? runPartAsGuest(job) : null;
        if (ran == null) {
            put(job);
            return;
        }
        try {
            awaitRoom();
        } catch (InterruptedException late) {
            // It has begun, so it goes on.
            Thread.currentThread().interrupt();
        }
        submit(ran);
    }

    private boolean mayWait() {
        return isStalled() || isFull(0) || !entrance.intake().isClear();
    }

    /** Runs the parallel part of a job in this thread; null if it may not, or somebody else is the guest. */
    private @Nullable RanJob runPartAsGuest(OrderedJob job) {
        // An interrupt that was there before would reach the job.
        boolean mayRun = !paused && !closed && !Thread.currentThread().isInterrupted() && !job.makesStops();
        if (!mayRun || !entrance.guestEnters()) {
            return null;
        }
        try {
            return entrance.guest().runPart(job);
        } finally {
            entrance.guest().leave();
            // What the end waits for may have been this guest.
            entrance.advanceIfShutDown();
        }
    }

    /**
     * Submits a job and waits until it has ended, or runs it if the series has no other. Does not wait for room.
     *
     * @param placed called once, as soon as the job has its place in the order; not if it is rejected
     */
    void invoke(OrderedJob job, Runnable placed) {
        if (job.makesStops() || !runAsGuest(job, placed)) {
            InvokedJob awaited = new InvokedJob(job, this);
            submit(awaited);
            placed.run();
            awaited.await();
        }
    }

    /** Says how long a job took that was invoked. */
    void invokedTook(long nanos) {
        invokedNanos = nanos;
    }

    /** Runs a job in this thread; false if it is not alone in the series or not short, or somebody else is the guest. */
    private boolean runAsGuest(OrderedJob job, Runnable placed) {
        // An interrupt that was there before would reach the job.
        boolean isWorthIt = !paused
                && !entrance.workforce().isSplit()
                && outstanding() == 0
                && invokedNanos <= WORTH_HOLDING_NANOS
                && !Thread.currentThread().isInterrupted();
        if (!isWorthIt || !entrance.guestEnters()) {
            return false;
        }
        try {
            // Pairs with enter(): held before the count is raised and read. Who has raised it before is seen here, and
            // who raises it afterwards sees the series held.
            held = true;
            reserve();
            return runIfAlone(job, placed);
        } finally {
            held = false;
            entrance.guest().leave();
            // Pairs with SeriesBacklog.enterFirst: whoever found the series held sees this, or is seen stalled here.
            refillIfStalled();
            // What the end waits for may have been this guest, or what it has moved.
            entrance.advanceIfShutDown();
        }
    }

    private boolean runIfAlone(OrderedJob job, Runnable placed) {
        try {
            boolean alone = outstanding() == 1;
            if (alone) {
                placed.run();
                long begin = Surroundings.nanoTime();
                entrance.guest().run(job, counts.getOpaque(ENTRIES) + invoked);
                invokedTook(Surroundings.nanoTime() - begin);
                invoked++;
            }
            return alone;
        } finally {
            left();
        }
    }

    /** Waits as {@link #put} does. */
    void awaitRoom() throws InterruptedException {
        // A series may have room where the executor has none: what was there before passes first, and so all series
        // together let no more in than one job of each caller.
        Intake intake = entrance.intake();
        long before = intake.mark();
        if ((isStalled() || isFull(0)) && !entrance.isOwnWorker()) {
            while (!room().await(this::endsWaiting, WorkerLoop.RETRY_NANOS)) {
                // Perhaps the only one who looks.
                entrance.workforce().isStillMissing();
            }
        }
        while (!intake.isClearTo(before) && !isEnding() && !entrance.isOwnWorker()) {
            intake.awaitMove();
        }
    }

    private boolean endsWaiting() {
        return (!isStalled() && isRoomy()) || isEnding();
    }

    /** Lets no more jobs into the device until {@link #resume}; nothing happens once the executor takes no more. */
    void pause() {
        paused = true;
        // Pairs with Shutdown, which changes the state and then resumes all series.
        if (!entrance.lifecycle().isRunning()) {
            resume();
        }
    }

    /** Lets jobs in again, and those who wait for room. */
    void resume() {
        if (paused) {
            // Pairs with SeriesBacklog.enterFirst: whoever found the series paused sees this, or is seen stalled here.
            paused = false;
            refillIfStalled();
            wakeAll();
        }
    }

    private boolean isEnding() {
        return closed || !entrance.lifecycle().isRunning();
    }

    private void reserve() {
        counts.getAndAdd(ENTERED, 1);
        // Pairs with the write in close: the count was raised before, so the id is not given back under a job that
        // goes on from here.
        if (closed) {
            left();
            throw new RejectedExecutionException("series takes no more jobs, open another one: state=closed");
        }
    }

    /** Hands a job to the device, unless others wait before it. */
    private boolean tryEnter(OrderedJob job) {
        Intake intake = entrance.intake();
        if (!isBacklogClear() || !intake.isClear()) {
            return false;
        }
        Refusal refusal = enter(job);
        if (refusal.accepted()) {
            entrance.workforce().attend(Workforce.ANY);
            return true;
        }
        if (refusal == Refusal.STOPPED) {
            left();
            throw entrance.rejectedLate();
        }
        return false;
    }

    /** Returns where a job has its next part. */
    static @Nullable Stop next(OrderedJob job) {
        try {
            return job.makesStops() ? job.next() : null;
        } catch (Throwable failure) {
            Workforce.report(failure);
            return null;
        }
    }

    /** Returns the header with which an entry goes to a stop; null stands for the serial part. */
    long header(@Nullable Stop next) {
        return next == null ? DomainLayout.serialPart(id) : next.header();
    }

    /** Returns what an entry has that goes to a stop, or to the serial part. */
    Object payload(@Nullable Stop next, OrderedJob job) {
        return next == null ? job : new SeriesJob(this, job);
    }

    /** Called by who has forwarded an entry of the series. */
    void forwarded() {
        table.forwarded(id);
    }

    Refusal enter(OrderedJob job) {
        // Pairs with runAsGuest(): the job was counted before this read.
        if (held || paused) {
            return Refusal.REORDER_WINDOW;
        }
        Refusal refusal = entrance.intake().enter(id, job);
        if (refusal == Refusal.REORDER_WINDOW) {
            // A device may have held a credit until it saw that the window is full, and somebody may have been refused
            // for want of it, or have waited for it to end. Pairs with Intake.add and with Shutdown: the credit was
            // given back before this read of the count, and of the state.
            VarHandle.fullFence();
            entrance.intake().refill();
            entrance.advanceIfShutDown();
        }
        return refusal;
    }

    /** A thread that found the series full goes on when half of it is free: it is woken once for many jobs and not once for each. */
    private boolean isRoomy() {
        return outstanding() <= reorderWindow - Math.max(1, reorderWindow / 2);
    }

    void wakeIfRoomy() {
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
        SeriesBacklog present = backlog;
        if (present != null && present.isStalled()) {
            present.refill();
        }
    }

    void refill() {
        SeriesBacklog present = backlog;
        if (present != null) {
            present.refill();
        }
    }

    /**
     * Counts an entry. Called when its serial part has run and before the device releases it: only so long does
     * nobody else of this series count.
     */
    void ending() {
        // Pairs with itself: the device passes the flow on, and with it what was written.
        counts.setRelease(ENTRIES, counts.getOpaque(ENTRIES) + 1);
    }

    /** Takes a job out of the count that has ended, was rejected, or was found waiting by shutdownNow. */
    void left() {
        // Pairs with SeriesRoom.await, which counts the waiter first, and with close(), which writes first: lowered
        // before the waiters, and closed, are read.
        counts.getAndAdd(LEFT, 1);
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
