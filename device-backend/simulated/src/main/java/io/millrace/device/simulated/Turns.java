package io.millrace.device.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs to a simulation, who of them has the turn, and how late it is. Guarded by its own lock, which callers hold over what belongs together.
 *
 * <ol>
 *   <li>One member has the turn, or nobody. Who gives it up decides who has it next, of those who can go on, the plainest choice first.
 *   <li>If nobody can go on it becomes as late as somebody can; not while somebody is outside, who may come back at any moment.
 * </ol>
 */
final class Turns {

    private static final long STEP_NANOS = 1_000;

    /** The longest that a step takes when all stand aside, and so wait for time or for nothing. */
    private static final long LONGEST_STEP_NANOS = 8_000;

    /** How often nobody is seen to have the turn before it becomes later although somebody is outside. */
    private static final int PATIENCE_LOOKS = 200;

    /** How often at most once nobody has come back: what was done last may have woken somebody, who takes a moment in the system. */
    private static final int FURTHER_LOOKS = 40;

    /** How much later it may become for each look in any case, once nobody has come back. */
    private static final long NANOS_OF_A_LOOK = TimeUnit.MILLISECONDS.toNanos(20);

    /** How many looks it takes to believe of somebody who is awake outside that it waits by spinning, or for the system. */
    private static final int LOOKS_AT_AWAKE = 2_000;

    private final Log log;
    private final Consumer<Member> waker;
    private final List<Member> members = new ArrayList<>();
    private int joined;
    private long now;

    /** Read by the overseer without the lock: a thread that waits for that looks asleep. */
    private volatile @Nullable Member running;

    /** As {@link #running}. */
    private volatile long steps;

    /** How many steps in a row were made by threads that stood aside. */
    private int asides;

    /** How often nobody was seen to have the turn since somebody had it. */
    private int looks;

    /** How many of these, the last ones in a row, saw nobody awake outside. */
    private int quietLooks;

    /** Until when it may become later although somebody is outside. */
    private long lookedUpTo;

    /** Whether it was waited in vain for who is outside. */
    private boolean waitedForOutside;

    private volatile boolean over;

    /** When it ended, in the time of the system. */
    private long endedAt;

    /** Creates them without members; who is given the turn is woken by a call. */
    Turns(Log log, Consumer<Member> waker) {
        this.log = log;
        this.waker = waker;
    }

    // Read with or without the lock.

    @Nullable
    Member running() {
        return running;
    }

    long steps() {
        return steps;
    }

    boolean isOver() {
        return over;
    }

    // Who belongs to it.

    Member admit(Thread thread, boolean opener) {
        Member member = new Member(joined++, thread, opener);
        log.joined(member);
        members.add(member);
        return member;
    }

    /** Gives the turn to one if nobody has it. */
    void begin(Member member) {
        if (running == null) {
            running = member;
            member.give();
        }
    }

    @SuppressWarnings("ReferenceEquality") // A thread is equal to itself alone.
    synchronized @Nullable Member of(Thread thread) {
        for (Member member : members) {
            if (member.thread() == thread) {
                return member;
            }
        }
        return null;
    }

    /** Takes one out; returns whether it had the turn. */
    @SuppressWarnings("ReferenceEquality") // There is one member for each thread.
    boolean remove(Member member) {
        members.remove(member);
        return running == member;
    }

    /** Takes all out, for good, and lets them go on. Returns them. From now on the time is that of the system. */
    List<Member> end() {
        endedAt = System.nanoTime();
        over = true;
        running = null;
        List<Member> left = List.copyOf(members);
        members.clear();
        left.forEach(Member::give);
        return left;
    }

    @Nullable
    Member anOpener() {
        return members.stream().filter(Member::isOpener).findFirst().orElse(null);
    }

    /** Takes out those whose threads have ended without saying so. Returns them. */
    List<Member> removeEnded() {
        List<Member> ended = members.stream()
                .filter(member -> member.thread().getState() == Thread.State.TERMINATED)
                .toList();
        members.removeAll(ended);
        return ended;
    }

    // How late it is.

    /** What is left open goes on with the time that it had. */
    long now() {
        return over ? now + System.nanoTime() - endedAt : now;
    }

    /** Returns so much later; {@link Member#NEVER} if that is never. */
    long later(long nanos) {
        long at = now + nanos;
        return at < now ? Member.NEVER : at;
    }

    /** Makes a step of one who stands aside, or does not. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // Written by who has the lock, and read without.
    void step(boolean aside) {
        asides = aside ? asides + 1 : 0;
        steps = steps + 1;
        // Who only stands aside may wait for nothing but time.
        now += Math.min(LONGEST_STEP_NANOS, STEP_NANOS << Math.min(20, asides / (8 * (1 + members.size()))));
    }

    void jump(long nanos) {
        now += nanos;
    }

    /** Makes it as late as somebody can go on; false if nobody will, or somebody outside may come back before. */
    private boolean advance() {
        long next = members.stream().mapToLong(Member::readyAt).min().orElse(Member.NEVER);
        if (next == Member.NEVER || (isAnybodyOutside() && !isWaitedLongEnough(next))) {
            return false;
        }
        now = Math.max(now, next);
        return true;
    }

    private boolean isWaitedLongEnough(long next) {
        return waitedForOutside && (next <= lookedUpTo || quietLooks >= FURTHER_LOOKS);
    }

    // Who has the turn.

    /** Decides who has it next. Called by who gives it up, or when nobody has it. */
    @SuppressWarnings("ReferenceEquality") // There is one member for each thread.
    void pass(@Nullable Member from, boolean aside) {
        List<Member> ready = ready(from, aside);
        if (ready.isEmpty() && advance()) {
            ready = ready(from, aside);
        }
        Member next = ready.isEmpty() ? null : ready.get(log.next(ready));
        running = next;
        if (from != null && from != next) {
            from.takeBack();
        }
        if (next != null) {
            looks = 0;
            quietLooks = 0;
            next.ready();
            if (next != from) {
                happened(next, "");
            }
            next.give();
            if (next != from) {
                waker.accept(next);
            }
        }
    }

    void passIfIdle() {
        if (running == null && !over) {
            pass(null, false);
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

    /** Returns whether others can go on, or will. Who will is not asked whether it can: it may ask the same of this one. */
    @SuppressWarnings("ReferenceEquality") // There is one member for each thread.
    boolean willOthersGoOn(Member me) {
        return members.stream()
                .anyMatch(other -> other != me && (other.readyAt() != Member.NEVER || other.isReady(now)));
    }

    // Who is outside.

    boolean isAnybodyOutside() {
        for (Member member : members) {
            if (member.state() == Member.State.OUTSIDE) {
                return true;
            }
        }
        return false;
    }

    /** Takes the turn, if it has it, from one that does not give it up. */
    @SuppressWarnings("ReferenceEquality") // There is one member for each thread.
    void overlook(Member member) {
        waitedForOutside = false;
        member.leaveSight();
        if (running == member) {
            running = null;
            passIfIdle();
        }
    }

    /** Lets one that was outside have the turn again, when it comes. */
    void comesBack(Member member) {
        waitedForOutside = false;
        member.ready();
        passIfIdle();
    }

    /** Goes on if nobody has the turn: something may have become so, or it is later. */
    void look() {
        if (running == null) {
            looks++;
            // Who is outside and awake may come back before anything else is to happen.
            quietLooks = looks < LOOKS_AT_AWAKE && isAnybodyAwakeOutside() ? 0 : quietLooks + 1;
            waitedForOutside |= quietLooks >= PATIENCE_LOOKS;
            if (waitedForOutside) {
                lookedUpTo = Math.max(lookedUpTo, now) + NANOS_OF_A_LOOK;
            }
            passIfIdle();
        }
    }

    private boolean isAnybodyAwakeOutside() {
        return members.stream().anyMatch(member -> member.state() == Member.State.OUTSIDE && !member.isThreadAsleep());
    }

    // What is written down.

    void happened(Member member, String what) {
        log.add(new Log.Event(steps, now, member.number(), what, false));
    }

    void noted(Member member, String what) {
        log.add(new Log.Event(steps, now, member.number(), what, true));
    }

    /** Says for people what all members do. */
    String describe() {
        return members.stream().map(Member::toString).collect(Collectors.joining("; ")) + "; at "
                + TimeUnit.NANOSECONDS.toMicros(now) + " us, after " + steps + " steps";
    }
}
