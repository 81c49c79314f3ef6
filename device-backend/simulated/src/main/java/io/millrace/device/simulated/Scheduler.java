package io.millrace.device.simulated;

import io.millrace.core.Surroundings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the threads of a simulation go on one at a time, in virtual time.
 *
 * <ol>
 *   <li>One thread has the turn. It gives it up where it asks for something that others could see or bring about, and then it is decided who has it next.
 *   <li>Each such step takes a microsecond; if nobody can go on, it is as late as somebody can.
 *   <li>All that is asked for is asked by the thread that has the turn. So who decides is asked the same in each run that decides the same.
 *   <li>A thread that waits where this does not see it is found by the {@link Overseer}, and loses the turn; from then on runs can differ.
 * </ol>
 */
class Scheduler extends Surroundings {

    private static final long[] DURATIONS = {0, 2_000, 20_000, 200_000, 2_000_000};

    private static final long JUMP_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** As many as there are processors in a simulation. */
    private static final int WIDTH = 4;

    private final Simulation simulation;
    private final Log log;
    private final Faults faults;
    private final Overseer overseer;
    private final boolean scope;
    private final long[] occasions = new long[Fault.values().length];
    private final Turns turns;

    /** Why runs can differ from now on; null if they cannot. */
    private volatile @Nullable String inexactness;

    /** Creates one that lasts as long as a call does, or else as long as there are domains. */
    Scheduler(Simulation simulation, Decisions decisions, Faults faults, boolean scope) {
        this.simulation = simulation;
        this.scope = scope;
        log = new Log(decisions);
        turns = new Turns(log, this::wakeUp);
        this.faults = faults;
        overseer = new Overseer(this);
    }

    /** Returns the one that the calling thread belongs to; null if none. */
    static @Nullable Scheduler ofCaller() {
        return Surroundings.of(Thread.currentThread()) instanceof Scheduler own ? own : null;
    }

    Trace trace() {
        synchronized (turns) {
            return log.trace();
        }
    }

    Picture picture() {
        synchronized (turns) {
            return log.picture();
        }
    }

    void note(String what) {
        Member me = me();
        if (me != null) {
            synchronized (turns) {
                turns.noted(me, what);
            }
        }
    }

    Simulation simulation() {
        return simulation;
    }

    boolean isScope() {
        return scope;
    }

    @Nullable
    String inexactness() {
        return inexactness;
    }

    private void inexact(String why) {
        if (inexactness == null) {
            inexactness = why + ", at step " + steps();
        }
    }

    long steps() {
        return turns.steps();
    }

    // How its threads are held and let go. Our own tests have a cheaper way.

    /** Returns the thread that calls. */
    Thread caller() {
        return Thread.currentThread();
    }

    void awaitTurn(Member member) {
        member.awaitTurn();
    }

    void wakeUp(Member member) {
        member.wakeUp();
    }

    /** Starts the thread of a member; false if it does not come to its work. */
    boolean start(Member member) {
        member.thread().start();
        return overseer.awaitArrival(member);
    }

    // Who belongs to it.

    /** Makes the calling thread a member, which goes on after the simulation; it may be one already. */
    @SuppressWarnings("ReferenceEquality") // There is one scheduler of each simulation.
    void join() {
        Thread caller = caller();
        if (Surroundings.of(caller) == this) {
            return;
        }
        Member member;
        synchronized (turns) {
            if (turns.isOver()) {
                throw new IllegalStateException("simulation has ended, begin another one");
            }
            member = admit(caller, true);
            turns.begin(member);
        }
        overseer.begin();
        awaitTurn(member);
    }

    final Member admit(Thread thread, boolean opener) {
        Member member = turns.admit(thread, opener);
        enter(thread);
        return member;
    }

    final Turns turns() {
        return turns;
    }

    /** Ends the simulation: who is in it goes on in the system. */
    void end() {
        List<Member> left;
        synchronized (turns) {
            if (turns.isOver()) {
                return;
            }
            left = turns.end();
            left.forEach(member -> leave(member.thread()));
        }
        left.forEach(this::wakeUp);
    }

    /** Lets all others go as far as they can in a moment. */
    void letOthersGoOn() {
        Member me = me();
        if (me != null) {
            point(me, () -> me.await(() -> !turns.willOthersGoOn(me), turns.later(MOMENT_NANOS)));
        }
    }

    /** Returns the member that calls; null if the simulation is over. */
    private @Nullable Member me() {
        return turns.of(caller());
    }

    // What a member asks for.

    @Override
    protected long now() {
        synchronized (turns) {
            return turns.now();
        }
    }

    @Override
    protected void sleep(Object blocker, long nanos) {
        Member me = me();
        if (me != null) {
            point(me, () -> {
                if (!me.takePermit(turns.now()) && !me.isInterrupted() && nanos > 0) {
                    boolean forNothing =
                            happens(Fault.SPURIOUS_WAKE_UP) || log.decide(Question.SLEEP, 2, List.of()) > 0;
                    turns.happened(me, "sleeps");
                    me.sleep(blocker, turns.later(forNothing ? 1 : nanos));
                }
            });
            synchronized (turns) {
                me.takePermit(turns.now());
            }
        }
    }

    @Override
    protected boolean waitFor(BooleanSupplier isSo, long nanos, SystemWait wait) throws InterruptedException {
        Member me = me();
        if (me != null) {
            point(me, () -> {
                turns.happened(me, "waits");
                me.await(isSo, turns.later(Math.max(0, nanos)));
            });
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (me != null && fails(Fault.SLOW_CONSUMER)) {
            point(me, () -> me.work(turns.later(STALL_NANOS)));
        }
        return isDone() ? wait.await(nanos) : isSo.getAsBoolean();
    }

    @Override
    protected void standAside() {
        Member me = me();
        if (me == null) {
            Thread.onSpinWait();
        } else {
            inTurn(me, () -> {
                me.standAside(true);
                step(true);
                turns.pass(me, true);
            });
        }
    }

    @Override
    protected void work() {
        Member me = me();
        if (me != null) {
            point(me, () -> {
                me.worksSince(steps());
                turns.happened(me, "begins work");
                long nanos = DURATIONS[log.decide(Question.WORK, DURATIONS.length, List.of())]
                        + (happens(Fault.WORKER_STALLS) ? STALL_NANOS : 0);
                if (nanos > 0) {
                    me.work(turns.later(nanos));
                }
            });
        }
    }

    @Override
    protected int draw(int bound) {
        Member me = me();
        if (me == null || bound == 1) {
            return 0;
        }
        comeBack(me);
        synchronized (turns) {
            return log.decide(Question.CHANCE, bound, List.of());
        }
    }

    /** Returns whether something fails here. */
    boolean fails(Fault fault) {
        Member me = faults.mayHappen(fault) ? me() : null;
        if (me == null) {
            return false;
        }
        comeBack(me);
        synchronized (turns) {
            return happens(fault);
        }
    }

    private boolean happens(Fault fault) {
        return faults.mayHappen(fault)
                && faults.happens(
                        fault, occasions[fault.ordinal()]++, bound -> log.decide(Question.FAULT, bound, List.of()));
    }

    @Override
    protected int width() {
        return WIDTH;
    }

    @Override
    protected long number() {
        Member me = me();
        if (me == null) {
            return 0;
        }
        // Who asks is about to hand something in.
        pause();
        return me.number();
    }

    @Override
    protected boolean sleeps(Thread thread) {
        synchronized (turns) {
            Member its = turns.of(thread);
            return its == null || !its.isReady(turns.now());
        }
    }

    @Override
    protected void wake(Thread thread) {
        Member me = me();
        if (me != null) {
            comeBack(me);
        }
        synchronized (turns) {
            Member its = turns.of(thread);
            if (its != null) {
                if (me == null) {
                    inexact("woken by a thread that is not simulated: thread="
                            + Thread.currentThread().getName());
                }
                int delay = me == null ? 0 : log.decide(Question.WAKE, DURATIONS.length, List.of());
                its.wake(turns.later(DURATIONS[delay]));
                if (me != null) {
                    turns.happened(me, "wakes " + its.thread().getName());
                }
                turns.passIfIdle();
            }
        }
        pause();
    }

    // Threads.

    @Override
    protected void launch(Thread thread) {
        Member me = me();
        if (me != null) {
            comeBack(me);
        }
        Member starting;
        synchronized (turns) {
            starting = turns.isOver() ? null : admit(thread, false);
        }
        if (starting == null) {
            thread.start();
            return;
        }
        boolean begun = false;
        boolean arrived = false;
        try {
            arrived = start(starting);
            begun = true;
        } finally {
            if (!begun) {
                forget(starting);
            }
        }
        if (!arrived) {
            // Its factory has it do something else first.
            synchronized (turns) {
                if (!turns.isOver() && !starting.hasArrived()) {
                    inexact("started, and has not come to its work: " + starting.whereItIs());
                    turns.overlook(starting);
                }
            }
        }
    }

    @Override
    protected void live(Runnable work) {
        Member me = me();
        if (me != null) {
            synchronized (turns) {
                // In one step for who started it and has lost patience.
                me.arrive();
            }
            comeBack(me);
            awaitTurn(me);
        }
        try {
            work.run();
        } finally {
            if (me != null) {
                forget(me);
            }
        }
    }

    private void forget(Member member) {
        synchronized (turns) {
            turns.happened(member, "ends");
            leave(member.thread());
            if (turns.remove(member)) {
                step(false);
                turns.pass(null, false);
            }
        }
    }

    // The turn.

    /** Gives up the turn, as something that does, and waits for the next. */
    private void point(Member me, Runnable something) {
        inTurn(me, () -> {
            me.standAside(false);
            step(false);
            something.run();
            if (me.state() == Member.State.READY) {
                stall(me);
            }
            turns.pass(me, false);
        });
        me.requireHope();
    }

    /** Does something that gives up the turn, and waits for the next; nothing if the simulation is over. In one step with the look at whether it was overlooked, since it may be at any moment. */
    private void inTurn(Member me, Runnable something) {
        boolean outside;
        do {
            synchronized (turns) {
                if (turns.isOver()) {
                    return;
                }
                outside = me.state() == Member.State.OUTSIDE;
                if (outside) {
                    turns.comesBack(me);
                } else {
                    something.run();
                }
            }
            awaitTurn(me);
        } while (outside);
    }

    private void step(boolean aside) {
        turns.step(aside);
        if (happens(Fault.CLOCK_JUMP)) {
            turns.jump(JUMP_NANOS);
        }
    }

    /** Lets another go on, perhaps. Nothing while it is decided who does: what members wait for is asked then, by code that may come by here. */
    void pause() {
        Member me = Thread.holdsLock(turns) ? null : me();
        if (me != null) {
            point(me, () -> {});
        }
    }

    private void stall(Member me) {
        long nanos = DURATIONS[log.decide(Question.STALL, DURATIONS.length, List.of())];
        if (nanos > 0) {
            me.work(turns.later(nanos));
        }
    }

    /** Has the turn again, if this thread has lost it because it was where nobody saw it. */
    private void comeBack(Member me) {
        boolean was;
        synchronized (turns) {
            was = me.state() == Member.State.OUTSIDE && !turns.isOver();
            if (was) {
                turns.comesBack(me);
            }
        }
        if (was) {
            awaitTurn(me);
        }
    }

    // What the overseer does.

    /** Returns who has the turn; null if nobody has it. */
    @Nullable
    Member running() {
        return turns.running();
    }

    boolean isDone() {
        return turns.isOver();
    }

    /** Takes the turn from one who does not come to a point, unless it has come to one since that step. */
    @SuppressWarnings("ReferenceEquality") // There is one member for each thread.
    void overlook(Member member, long sinceStep) {
        synchronized (turns) {
            if (running() == member && steps() == sinceStep && member.hasTaken()) {
                inexact("overlooked: " + member.whereItIs());
                turns.overlook(member);
            }
        }
    }

    /** Goes on if nobody has the turn. Returns whether anybody goes on, or may. */
    boolean goOn() {
        synchronized (turns) {
            turns.removeEnded().forEach(member -> leave(member.thread()));
            turns.look();
            return running() != null || isDone() || turns.isAnybodyOutside();
        }
    }

    /** Has an opener go on, which then says that nobody can; ends if all openers have gone. */
    void rescue() {
        synchronized (turns) {
            Member opener = turns.anOpener();
            if (opener == null) {
                end();
            } else if (running() == null) {
                opener.despair("no thread can go on, each waits for another: " + turns.describe());
                opener.ready();
                turns.passIfIdle();
            }
        }
    }
}
