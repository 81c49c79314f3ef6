package io.millrace.device.simulated;

import io.millrace.core.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
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

    private static final long STEP_NANOS = 1_000;

    /** The longest that a step takes when all stand aside, and so wait for time or for nothing. */
    private static final long LONGEST_STEP_NANOS = 8_000;

    private static final long[] DURATIONS = {0, 2_000, 20_000, 200_000, 2_000_000};

    private static final long JUMP_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** How often nobody is seen to have the turn before it becomes later although a thread is where nobody sees it. */
    private static final int PATIENCE_LOOKS = 200;

    /** As many as there are processors in a simulation. */
    private static final int WIDTH = 4;

    private final Simulation simulation;
    private final Log log;
    private final Faults faults;
    private final Overseer overseer;
    private final boolean scope;
    private final long[] occasions = new long[Fault.values().length];
    private final List<Member> members = new ArrayList<>();
    private int joined;
    private long now;

    /** Read by the overseer, which must not have a thread wait for it that looks asleep then. */
    private volatile @Nullable Member running;

    /** As {@link #running}. */
    private volatile long steps;

    /** How many steps in a row were made by threads that stood aside. */
    private int asides;

    /** How often nobody was seen to have the turn since a thread went where nobody sees it, or came back from there. */
    private int quietLooks;

    private volatile boolean over;

    /** Why runs can differ from now on; null if they cannot. */
    private volatile @Nullable String inexactness;

    /** Creates one that lasts as long as a call does, or else as long as there are domains. */
    Scheduler(Simulation simulation, Decisions decisions, Faults faults, boolean scope) {
        this.simulation = simulation;
        this.scope = scope;
        log = new Log(decisions);
        this.faults = faults;
        overseer = new Overseer(this);
    }

    /** Returns the one that the calling thread belongs to; null if none. */
    static @Nullable Scheduler ofCaller() {
        return Surroundings.of(Thread.currentThread()) instanceof Scheduler own ? own : null;
    }

    synchronized Trace trace() {
        return log.trace();
    }

    synchronized Picture picture() {
        return log.picture();
    }

    void note(String what) {
        Member me = me();
        if (me != null) {
            synchronized (this) {
                log.add(new Log.Event(steps, now, me.number(), what, true));
            }
        }
    }

    private void happened(Member member, String what) {
        log.add(new Log.Event(steps, now, member.number(), what, false));
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
            inexactness = why + ", at step " + steps;
        }
    }

    long steps() {
        return steps;
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
        synchronized (this) {
            if (over) {
                throw new IllegalStateException("simulation has ended, begin another one");
            }
            member = admit(caller, true);
            if (running == null) {
                begin(member);
            }
        }
        overseer.begin();
        awaitTurn(member);
    }

    /** Gives the turn to the first. */
    final void begin(Member member) {
        running = member;
        member.give();
    }

    final Member admit(Thread thread, boolean opener) {
        Member member = new Member(joined++, thread, opener);
        log.joined(member);
        members.add(member);
        enter(thread);
        return member;
    }

    /** Ends the simulation: who is in it goes on in the system. */
    void end() {
        List<Member> left;
        synchronized (this) {
            over = true;
            running = null;
            left = List.copyOf(members);
            members.clear();
            left.forEach(member -> leave(member.thread()));
            left.forEach(Member::give);
        }
        left.forEach(this::wakeUp);
    }

    /** Lets all others go as far as they can in a moment, and then ends the simulation. Called by a member when nothing is left that it opened. */
    void endWithOthers() {
        Member me = me();
        if (me != null) {
            point(me, () -> me.await(() -> !willOthersGoOn(me), now + MOMENT_NANOS));
        }
        end();
    }

    @SuppressWarnings("ReferenceEquality") // There is one member for each thread.
    private boolean willOthersGoOn(Member me) {
        return members.stream()
                .anyMatch(other -> other != me && (other.isReady(now) || other.readyAt() != Member.NEVER));
    }

    /** Returns the member that calls; null if the simulation is over. */
    private @Nullable Member me() {
        return memberOf(caller());
    }

    @SuppressWarnings("ReferenceEquality") // A thread is equal to itself alone.
    private synchronized @Nullable Member memberOf(Thread thread) {
        for (Member member : members) {
            if (member.thread() == thread) {
                return member;
            }
        }
        return null;
    }

    // What a member asks for.

    @Override
    protected synchronized long now() {
        return now;
    }

    @Override
    protected void sleep(Object blocker, long nanos) {
        Member me = me();
        if (me != null) {
            point(me, () -> {
                if (!me.takePermit(now) && !me.isInterrupted() && nanos > 0) {
                    boolean forNothing =
                            happens(Fault.SPURIOUS_WAKE_UP) || log.decide(Question.SLEEP, 2, List.of()) > 0;
                    happened(me, "sleeps");
                    me.sleep(blocker, forNothing ? now + 1 : later(nanos));
                }
            });
            synchronized (this) {
                me.takePermit(now);
            }
        }
    }

    private long later(long nanos) {
        long at = now + nanos;
        return at < now ? Member.NEVER : at;
    }

    @Override
    protected boolean waitFor(BooleanSupplier isSo, long nanos, SystemWait wait) throws InterruptedException {
        Member me = me();
        if (me != null) {
            point(me, () -> {
                happened(me, "waits");
                me.await(isSo, nanos <= 0 ? now : later(nanos));
            });
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (me != null && fails(Fault.SLOW_CONSUMER)) {
            point(me, () -> me.work(now + STALL_NANOS));
        }
        return over ? wait.await(nanos) : isSo.getAsBoolean();
    }

    @Override
    protected void standAside() {
        Member me = me();
        if (me == null) {
            Thread.onSpinWait();
        } else {
            comeBack(me);
            synchronized (this) {
                asides++;
                me.standAside(true);
                step();
                pass(me, true);
            }
            awaitTurn(me);
        }
    }

    @Override
    protected void work() {
        Member me = me();
        if (me != null) {
            point(me, () -> {
                me.worksSince(steps);
                happened(me, "begins work");
                long nanos = DURATIONS[log.decide(Question.WORK, DURATIONS.length, List.of())]
                        + (happens(Fault.WORKER_STALLS) ? STALL_NANOS : 0);
                if (nanos > 0) {
                    me.work(now + nanos);
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
        synchronized (this) {
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
        synchronized (this) {
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
    protected synchronized boolean sleeps(Thread thread) {
        Member its = memberOf(thread);
        return its == null || !its.isReady(now);
    }

    @Override
    protected void wake(Thread thread) {
        Member me = me();
        if (me != null) {
            comeBack(me);
        }
        synchronized (this) {
            Member its = memberOf(thread);
            if (its != null) {
                if (me == null) {
                    inexact("woken by a thread that is not simulated: thread="
                            + Thread.currentThread().getName());
                }
                int delay = me == null ? 0 : log.decide(Question.WAKE, DURATIONS.length, List.of());
                its.wake(now + DURATIONS[delay]);
                if (me != null) {
                    happened(me, "wakes " + its.thread().getName());
                }
                goOnIfIdle();
            }
        }
        pause();
    }

    // Threads.

    @Override
    protected void launch(Thread thread) {
        Member starting;
        synchronized (this) {
            if (over) {
                starting = null;
            } else {
                starting = admit(thread, false);
            }
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
            synchronized (this) {
                inexact("started, and has not come to its work: " + starting.whereItIs());
                starting.leaveSight();
            }
        }
    }

    @Override
    protected void live(Runnable work) {
        Member me = me();
        if (me != null) {
            me.arrive();
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

    @SuppressWarnings("ReferenceEquality") // There is one member for each thread.
    private synchronized void forget(Member member) {
        happened(member, "ends");
        members.remove(member);
        leave(member.thread());
        if (running == member) {
            step();
            pass(null, false);
        }
    }

    // The turn.

    /** Gives up the turn, as something that does, and waits for the next. */
    private void point(Member me, Runnable something) {
        comeBack(me);
        synchronized (this) {
            if (over) {
                return;
            }
            asides = 0;
            me.standAside(false);
            step();
            something.run();
            if (me.state() == Member.State.READY) {
                stall(me);
            }
            pass(me, false);
        }
        awaitTurn(me);
        me.requireHope();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Written by who has the lock, and read without.
    private void step() {
        steps = steps + 1;
        // Who only stands aside may wait for nothing but time.
        long nanos = Math.min(LONGEST_STEP_NANOS, STEP_NANOS << Math.min(20, asides / (8 * (1 + members.size()))));
        now += happens(Fault.CLOCK_JUMP) ? JUMP_NANOS : nanos;
    }

    /** Lets another go on, perhaps. */
    void pause() {
        Member me = me();
        if (me != null) {
            point(me, () -> {});
        }
    }

    private void stall(Member me) {
        long nanos = DURATIONS[log.decide(Question.STALL, DURATIONS.length, List.of())];
        if (nanos > 0) {
            me.work(now + nanos);
        }
    }

    /** Has the turn again, if this thread has lost it because it was where nobody saw it. */
    private void comeBack(Member me) {
        boolean was;
        synchronized (this) {
            was = me.state() == Member.State.OUTSIDE && !over;
            if (was) {
                me.ready();
                quietLooks = 0;
                goOnIfIdle();
            }
        }
        if (was) {
            awaitTurn(me);
        }
    }

    private void goOnIfIdle() {
        if (running == null) {
            pass(null, false);
        }
    }

    /** Decides who has the turn. Called by who gives it up, or when nobody has it. */
    @SuppressWarnings("ReferenceEquality") // There is one member for each thread.
    private void pass(@Nullable Member from, boolean aside) {
        List<Member> ready = ready(from, aside);
        if (ready.isEmpty() && (!isAnybodyOutside() || quietLooks >= PATIENCE_LOOKS) && advance()) {
            ready = ready(from, aside);
        }
        Member next = ready.isEmpty() ? null : ready.get(log.next(ready));
        running = next;
        if (from != null && from != next) {
            from.takeBack();
        }
        if (next != null) {
            next.ready();
            if (next != from) {
                happened(next, "");
            }
            next.give();
            if (next != from) {
                wakeUp(next);
            }
        }
    }

    /** Returns those who can go on, the plainest choice first. */
    private List<Member> ready(@Nullable Member from, boolean aside) {
        int first = from == null ? 0 : members.indexOf(from) + (aside ? 1 : 0);
        List<Member> ready = new ArrayList<>(members.size());
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get((first + i) % members.size());
            if (member.isReady(now)) {
                ready.add(member);
            }
        }
        return ready;
    }

    /** Who is outside may come back at any moment, and then time is not to have passed. */
    private boolean isAnybodyOutside() {
        for (Member member : members) {
            if (member.state() == Member.State.OUTSIDE) {
                return true;
            }
        }
        return false;
    }

    private boolean isAnybodyAwakeOutside() {
        return members.stream().anyMatch(member -> member.state() == Member.State.OUTSIDE && !member.isThreadAsleep());
    }

    /** Makes it as late as somebody can go on; false if nobody will. */
    private boolean advance() {
        long next = members.stream().mapToLong(Member::readyAt).min().orElse(Member.NEVER);
        if (next == Member.NEVER) {
            return false;
        }
        now = Math.max(now, next);
        return true;
    }

    // What the overseer does.

    /** Returns who has had the turn since a step or more; null if nobody has it. */
    @Nullable
    Member running() {
        return running;
    }

    boolean isDone() {
        return over;
    }

    /** Takes the turn from one who does not come to a point, unless it has come to one since that step. */
    @SuppressWarnings("ReferenceEquality") // There is one member for each thread.
    synchronized void overlook(Member member, long sinceStep) {
        if (running == member && steps == sinceStep && member.hasTaken()) {
            inexact("overlooked: " + member.whereItIs());
            quietLooks = 0;
            member.leaveSight();
            running = null;
            pass(null, false);
        }
    }

    /** Goes on if nobody has the turn: something may have become so, or it is later. Returns whether anybody goes on, or may. */
    synchronized boolean goOn() {
        members.removeIf(member -> member.thread().getState() == Thread.State.TERMINATED);
        if (running == null && !over) {
            // Who is outside and awake may come back before anything else is to happen.
            quietLooks = isAnybodyAwakeOutside() ? 0 : quietLooks + 1;
            pass(null, false);
        }
        return running != null || over || isAnybodyOutside();
    }

    /** Has an opener go on, which then says that nobody can; ends if all openers have gone. */
    synchronized void rescue() {
        Member opener = members.stream().filter(Member::isOpener).findFirst().orElse(null);
        if (opener == null) {
            end();
        } else if (running == null) {
            opener.despair("no thread can go on, each waits for another: " + describe());
            opener.ready();
            goOnIfIdle();
        }
    }

    /** Says for people what all members do. */
    private String describe() {
        return members.stream().map(Member::toString).collect(Collectors.joining("; ")) + "; at "
                + TimeUnit.NANOSECONDS.toMicros(now) + " us, after " + steps + " steps";
    }
}
