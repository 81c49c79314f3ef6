package io.millrace.executor;

import io.millrace.core.Port;
import io.millrace.core.Surroundings;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A thread's time as a worker: the place that it has, the entry that it works on, and what it has forked.
 *
 * <p>A thread that waits for something in the middle of an entry can be <em>parted</em> from its place, so that another
 * thread may take that: its turn goes on without it, or the entry is detached from the port and finished by this thread
 * all the same, when it has waited.
 *
 * <pre>
 *   LOOKING -> WORKING   an entry begins that the thread may be parted from
 *   LOOKING -> HOLDING   an entry begins that belongs to the place
 *   WORKING -> LOOKING   it ends
 *   HOLDING -> LOOKING   it ends
 *   WORKING -> TAKEN     the thread is about to wait, or the {@link Sentinel} has found that it does
 *   TAKEN   -> PARTED    the port is free of the entry
 *   PARTED  -> WORKING   the thread has waited, and has its place still
 * </pre>
 *
 * <ol>
 *   <li>Only the thread itself touches its port while it is LOOKING, WORKING or HOLDING, and whoever has made it TAKEN until it is
 *       PARTED. After that whoever has the place does.
 * </ol>
 */
final class Shift extends Serving {

    private static final int LOOKING = 0;
    private static final int WORKING = 1;
    private static final int HOLDING = 2;
    private static final int TAKEN = 3;
    private static final int PARTED = 4;

    private static final VarHandle STATE;
    private static final VarHandle COMPLETED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Shift.class, "state", int.class);
            COMPLETED = lookup.findVarHandle(Shift.class, "completed", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Thread thread = Thread.currentThread();
    private final Port port;
    private final Entrance entrance;
    private final Workforce workforce;
    private final Forks forks;

    private volatile int state = LOOKING;

    /** The entry that the port holds for this thread. Written before the state says WORKING. */
    private long entry;

    /** Whether the entry is a turn of the lane of plain tasks, which goes on without this thread. */
    private boolean turn;

    /** What the state was when the entry began. */
    private int begunAs;

    /** Whether the port has been freed of the entry. */
    private boolean parted;

    private boolean placed = true;
    private @Nullable ForkDeque deque;
    private final Shifts all;
    private final Quiescence quiescence;
    private final RunningTasks running;

    /** Null unless latency is recorded. */
    private final @Nullable TaskTimes times;

    private volatile @Nullable SubmittedTask<?> awaited;
    private int waiting;

    /** Whether the thread waits, and has said so. */
    private volatile boolean waits;

    private long completed;

    Shift(Port port, Entrance entrance, Shifts all) {
        super(entrance.lifecycle(), entrance.lane());
        this.port = port;
        this.all = all;
        quiescence = new Quiescence(this, all);
        this.entrance = entrance;
        workforce = entrance.workforce();
        forks = lane().forks();
        running = new RunningTasks(entrance.lifecycle());
        Recorder recorder = entrance.recorder();
        times = recorder == null ? null : recorder.open();
    }

    // The place.

    int place() {
        return port.id();
    }

    /** Returns whether this thread has its place still. */
    boolean isPlaced() {
        return placed;
    }

    /** Returns whether this thread may begin another task of its turn: not if the executor is paused, or there are too many workers. */
    boolean mayGoOn() {
        return workforce.mayGoOn(port.id());
    }

    /** Returns whether there may be another thread for the place. */
    boolean canBeParted() {
        return workforce.hasSpares();
    }

    /** Begins an entry, or a turn of the plain lane, from which this thread may be parted. */
    void begin(long begun, boolean isTurn) {
        entry = begun;
        turn = isTurn;
        // Pairs with take(): who takes the place sees the entry, and what the thread did with the port.
        begunAs = WORKING;
        STATE.setRelease(this, WORKING);
    }

    /** Begins an entry that belongs to the place. */
    void hold() {
        begunAs = HOLDING;
        STATE.setRelease(this, HOLDING);
    }

    /** Goes on with a turn that was ended. */
    void resume() {
        pauses();
        STATE.setRelease(this, begunAs);
    }

    /** Ends what was begun; the entry itself has yet to be finished by {@link #release} or {@link #forward}. */
    void end() {
        if (state == HOLDING) {
            STATE.setRelease(this, LOOKING);
            return;
        }
        // Pairs with take(): either the thread has its port again, or another has parted it from that.
        while (!STATE.compareAndSet(this, WORKING, LOOKING)) {
            if (state == LOOKING) {
                return;
            }
            if (state == PARTED) {
                placed = false;
                return;
            }
            Surroundings.giveWay();
        }
    }

    /** Returns whether the turn that was ended goes on without this thread. */
    boolean hasLostTurn() {
        return parted && turn;
    }

    void release(long held) {
        if (parted) {
            parted = false;
            entrance.finish(ingress -> ingress.release(held));
            return;
        }
        try {
            port.release(held);
        } catch (Throwable failure) {
            Entrance.tryAgain(() -> port.release(held), failure);
            throw failure;
        }
    }

    void forward(long held, long header, Object payload) {
        if (parted) {
            parted = false;
            entrance.finish(ingress -> ingress.forward(held, header, payload));
            return;
        }
        try {
            port.forward(held, header, payload);
        } catch (Throwable failure) {
            Entrance.tryAgain(() -> port.forward(held, header, payload), failure);
            throw failure;
        }
    }

    /** Frees the port of an entry that somebody finishes later. Called in the middle of what belongs to the place. */
    void detach(long held) {
        workforce.threads().detached();
        try {
            port.detach(held);
        } catch (Throwable failure) {
            Entrance.tryAgain(() -> port.detach(held), failure);
            // Nobody else finishes it, and the port cannot any more.
            parted = true;
            throw failure;
        }
    }

    /** Sees to it that somebody comes for what this thread has sent to a worker, or to any. */
    void attend(int worker) {
        workforce.attend(worker);
    }

    Entrance entrance() {
        return entrance;
    }

    /** Forgets the turn that goes on without this thread. */
    void leaveTurn() {
        parted = false;
        workforce.threads().endsEntryless();
    }

    /** Takes the place of this thread, which seems to wait; false if it has come to the end of its entry. */
    boolean take() {
        return STATE.compareAndSet(this, WORKING, TAKEN);
    }

    private void part() {
        try {
            freeEntry();
        } finally {
            losePlace();
        }
    }

    /** Frees the port of the entry. Called by who has taken the place, and then says what becomes of that. */
    void freeEntry() {
        if (parted) {
            return;
        }
        parted = true;
        if (turn) {
            workforce.threads().beginsEntryless();
            entrance.passTurnOn(port, entry);
        } else {
            detach(entry);
        }
    }

    /** Leaves the place to another thread. */
    void losePlace() {
        state = PARTED;
    }

    /** Gives the place back for which no other thread was found. The thread waits for this, or for {@link #losePlace}. */
    void keepPlace() {
        state = WORKING;
    }

    /** Returns whether the port has been freed of the entry. */
    boolean isParted() {
        return state >= TAKEN || parted;
    }

    /** Returns whether the thread works on an entry. */
    boolean isActive() {
        return state != LOOKING;
    }

    /** Returns whether the thread sleeps in the middle of an entry from which it can be parted. */
    boolean seemsToWait() {
        return state == WORKING && Surroundings.isAsleep(thread);
    }

    /** Returns whether the thread waits, or was found to, and what it waits for has not come, as far as one can tell. */
    boolean isBlocked() {
        if (waits) {
            SubmittedTask<?> task = awaited;
            return task == null || !task.isDone();
        }
        return state == PARTED && Surroundings.isAsleep(thread);
    }

    // Waiting.

    @Override
    void beginWaiting() {
        waiting++;
        waits = true;
        boolean begun = false;
        try {
            if (waiting == 1 && take()) {
                part();
                workforce.waiting(this);
            }
            begun = true;
        } finally {
            if (!begun) {
                waits = --waiting > 0;
            }
        }
    }

    @Override
    void endWaiting() {
        waits = --waiting > 0;
        awaited = null;
        if (waiting == 0 && parted && placed && state == PARTED) {
            placed = workforce.resume(this);
            if (placed) {
                state = WORKING;
            }
        }
    }

    @Override
    void help(ForkJoinTask<?> task) {
        helpBriefly(task);
        // Without a thread that is left to run it, it is for this one, however deep.
        if (task.isHandedInTo(executor()) && !(mayLeaveToSpare() && !workforce.isExhausted())) {
            running.runOnTop(task, () -> task.runEarly(this));
        }
        if (!task.isDone()) {
            Leapfrog.help(this, task);
        }
    }

    @Override
    void helpBriefly(ForkJoinTask<?> task) {
        if (task.tryClaimPart()) {
            ForkDeque own = deque;
            if (own != null) {
                own.drop(task);
            }
            task.runClaimed();
        }
    }

    @Override
    void beginWaiting(SubmittedTask<?> task) {
        // Pairs with itself on the other threads of a circle: said before it is looked for.
        awaited = task;
        boolean begun = false;
        try {
            WaitChain.from(this, task).requireEnd();
            beginWaiting();
            begun = true;
        } finally {
            if (!begun) {
                awaited = null;
            }
        }
        boolean mayWait = false;
        try {
            if (isLastToWait()) {
                requireWorkerFor(task);
            }
            mayWait = true;
        } finally {
            if (!mayWait) {
                endWaiting();
            }
        }
    }

    /** Returns whether no thread is left that does not wait. */
    private boolean isLastToWait() {
        // Pairs with itself on the others: each says that it waits before it looks, so the last one to wait sees that
        // all do.
        return workforce.isExhausted() && all.areBlocked(workforce.threads().present());
    }

    private void requireWorkerFor(SubmittedTask<?> task) {
        WaitChain chain = WaitChain.from(this, task);
        if (chain.endsAtTaskFor(executor())) {
            throw new RejectedExecutionException("task waits for one that no thread is left to run: workers="
                    + workforce.number() + ", spares=" + workforce.spares() + ", " + chain
                    + "; allow more with spares(n)");
        }
    }

    @Override
    void help(SubmittedTask<?> task) {
        if (workforce.hasSpares() && !mayLeaveToSpare() && task.isForWaiter(executor())) {
            running.runOnTop(task, () -> task.runEarly(this));
        }
    }

    /** Returns whether enough runs on top of each other here, and another thread may have the place meanwhile. */
    private boolean mayLeaveToSpare() {
        return running.isDeep() && workforce.hasSpares() && (state == WORKING || isParted());
    }

    /** Returns what this thread waits for. */
    @Nullable
    SubmittedTask<?> awaited() {
        return awaited;
    }

    /** Returns the tasks that this thread runs on top of each other. */
    RunningTasks running() {
        return running;
    }

    /** Begins a task, and returns it as it is to be run. */
    @Override
    Runnable begins(Runnable task) {
        Runnable own = times == null ? task : times.begin(task);
        running.runs(PromptTask.submitted(own));
        return own;
    }

    @Override
    void runOnTop(Runnable task, Consumer<Runnable> runner) {
        if (times != null && task instanceof StampedTask stamped) {
            times.runOnTop(stamped, runner);
        } else {
            super.runOnTop(task, runner);
        }
    }

    /** Says which task of an ordered view runs; null if none does any more. Its times are those of its job. */
    void runs(@Nullable Runnable task) {
        running.runs(task);
    }

    /** Ends the task. */
    void ends() {
        running.runs(null);
        if (times != null) {
            times.end();
        }
    }

    /** Says that the thread is about to do something that is no task. */
    void pauses() {
        if (times != null) {
            times.pause();
        }
    }

    /** Returns what this thread records into; null unless latency is recorded. */
    @Nullable
    TaskTimes times() {
        return times;
    }

    /** Returns how long the task runs that runs; negative if that is not recorded. */
    long currentNanos() {
        Recorder recorder = entrance.recorder();
        return recorder == null || times == null ? -1 : Math.max(0, recorder.now() - times.startedNanos());
    }

    Thread thread() {
        return thread;
    }

    /** Returns the task that runs. */
    @Nullable
    Runnable task() {
        return running.top();
    }

    // What was forked.

    @Override
    boolean hasDeque() {
        return true;
    }

    private ForkDeque deque() {
        ForkDeque own = deque;
        if (own == null) {
            own = forks.open();
            deque = own;
        }
        return own;
    }

    /** Takes back the newest task that this thread has forked, or the oldest of another; null if there is none. It is claimed. */
    @Nullable
    ForkJoinTask<?> popOrSteal() {
        ForkJoinTask<?> task = pop();
        return task == null ? lane().steal() : task;
    }

    @Nullable
    ForkJoinTask<?> peek() {
        ForkDeque own = deque;
        return own == null ? null : own.peek();
    }

    @Override
    void quiesce() {
        quiescence.await();
    }

    Quiescence quiescence() {
        return quiescence;
    }

    boolean owns(ForkDeque other) {
        return other == deque;
    }

    @Override
    void fork(ForkJoinTask<?> task) {
        deque().push(task);
        if (lane().attract()) {
            workforce.reinforce(Workforce.ANY);
        }
    }

    /** Takes back the newest task that this thread has forked; null if there is none. It is claimed. */
    @Nullable
    ForkJoinTask<?> pop() {
        ForkDeque own = deque;
        return own == null ? null : own.pop();
    }

    /** Finds a task of some kind that this thread has forked last, or another first. It is not claimed. */
    @Nullable
    ForkJoinTask<?> findForked(Predicate<ForkJoinTask<?>> wanted) {
        ForkDeque own = deque();
        ForkJoinTask<?> part = own.popIf(wanted);
        if (part == null) {
            part = own.findIf(wanted);
        }
        return part == null ? forks.find(own, wanted) : part;
    }

    @Override
    void noteStolen(ForkJoinTask<?> task) {
        task.stolen(deque());
    }

    @Override
    int forked() {
        ForkDeque own = deque;
        return own == null ? 0 : own.size();
    }

    @Override
    int others() {
        return workforce.number() - 1;
    }

    /** Leaves nothing behind that was forked and not joined: runs it, or cancels it if the executor stops. */
    void settle() {
        for (ForkJoinTask<?> task = pop(); task != null; task = pop()) {
            if (executor().isStopping()) {
                task.cancel(false);
            } else {
                task.runClaimed();
            }
        }
    }

    // Counting.

    void countCompleted() {
        // Pairs with completed(), which may see an older count, but none of what it does not see recorded.
        COMPLETED.setRelease(this, completed + 1);
    }

    /** Returns how many tasks and jobs this thread has ended. */
    long completed() {
        return (long) COMPLETED.getAcquire(this);
    }

    @Override
    public void close() {
        settle();
        if (deque != null) {
            forks.close(deque);
        }
        Recorder recorder = entrance.recorder();
        if (recorder != null && times != null) {
            recorder.close(times);
        }
        super.close();
    }
}
