package io.millrace.device.simulated;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks in real time at whether the simulation goes on: whether who has the turn waits or works where the scheduler cannot see it, and
 * whether everybody waits for everybody else.
 */
final class Overseer implements Runnable {

    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    /** How many looks in a row show a thread asleep before it is taken for one that waits. */
    private static final int LOOKS_ASLEEP = 4;

    /** How many show it blocked by a monitor, which it mostly gets soon, unless a thread without the turn has it. */
    private static final int LOOKS_BLOCKED = 20;

    /** How many looks in a row show a thread busy before it is taken for one that waits by spinning; to load classes takes long, too. */
    private static final int LOOKS_BUSY = 2000;

    /** After how many looks at nobody going on nobody will. */
    private static final int LOOKS_AT_NOBODY = 200;

    private static final long ARRIVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Scheduler scheduler;
    private boolean begun;

    Overseer(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    synchronized void begin() {
        if (!begun) {
            begun = true;
            Thread thread = new Thread(this, "millrace-overseer");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void run() {
        Member seen = null;
        long seenAt = -1;
        int asleep = 0;
        int looks = 0;
        while (!scheduler.isDone()) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            Member member = scheduler.running();
            long step = scheduler.steps();
            boolean same = isSame(member, seen) && step == seenAt;
            looks = same ? looks + 1 : 0;
            asleep = same && member != null && member.hasTaken() && member.isThreadAsleep() ? asleep + 1 : 0;
            seen = member;
            seenAt = step;
            if (member == null) {
                lookAtNobody(looks);
            } else if (asleep >= looksAsleep(member) || (looks >= LOOKS_BUSY && member.hasTaken())) {
                scheduler.overlook(member, step);
            }
        }
    }

    private static int looksAsleep(Member member) {
        return member.thread().getState() == Thread.State.BLOCKED ? LOOKS_BLOCKED : LOOKS_ASLEEP;
    }

    @SuppressWarnings("ReferenceEquality") // There is one member for each thread.
    private static boolean isSame(@Nullable Member one, @Nullable Member other) {
        return one == other;
    }

    private void lookAtNobody(int looks) {
        if (!scheduler.goOn() && looks >= LOOKS_AT_NOBODY) {
            scheduler.rescue();
        }
    }

    /** Waits until a thread that was started has come to its work; false if it does not. */
    boolean awaitArrival(Member member) {
        long begin = System.nanoTime();
        while (!member.hasArrived()) {
            if (System.nanoTime() - begin > ARRIVAL_NANOS || !member.thread().isAlive()) {
                return member.hasArrived();
            }
            // Not asleep: it has the turn.
            Thread.yield();
        }
        return true;
    }
}
