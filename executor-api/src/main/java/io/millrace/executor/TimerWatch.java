package io.millrace.executor;

import io.millrace.core.PaddedLongs;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;

/**
 * When somebody must look at the timers next, and which idle worker sleeps until then: the one <em>on watch</em>. The other idle workers sleep as if there
 * were no timers, and no thread exists for this.
 *
 * <p>Idea: leader and followers (Schmidt 1996), as {@code DelayQueue} has it. A busy worker looks at the alarm between tasks, so a watch is kept only while
 * somebody has nothing else to do.
 *
 * <ol>
 *   <li>Who lowers the alarm reads afterwards who is on watch, and wakes that one; a worker takes the watch, and reads the alarm afterwards. So nobody sleeps
 *       past the alarm.
 *   <li>A worker that rests takes the watch before it sleeps if nobody has it, and calls another before it works if nobody has it. It says that it rests, and
 *       says that it does no more, before it reads who is on watch; who has lowered the alarm, or left the watch, reads afterwards who rests. So a vacant watch
 *       is taken over while a worker is idle.
 *   <li>If nobody rests, a worker is started or recalled while there are fewer than the limit; otherwise all are busy, and each looks at the alarm when it has
 *       done with what it has. A worker that was started or recalled calls another before it works, as one that rests does; one
 *       that starts rests from before its thread exists.
 *   <li>A worker that retires announces that, says that it rests no more, and then reads whether there is an alarm that nobody is on watch for; if so it
 *       stays. Who lowers the alarm or leaves the watch reads afterwards who rests and how many live.
 * </ol>
 */
final class TimerWatch {

    /** There is nothing to wait for. */
    static final long NEVER = Long.MAX_VALUE;

    /** No worker. */
    static final int NOBODY = -1;

    private static final int ALARM = 0;
    private static final int WATCHER = 1;

    private final PaddedLongs words = new PaddedLongs(2);
    private final AtomicIntegerArray resting;
    private final Workforce workforce;
    private final IntConsumer wake;

    TimerWatch(Workforce workforce, IntConsumer wake) {
        this.workforce = workforce;
        this.wake = wake;
        resting = new AtomicIntegerArray(workforce.limit());
        // Who has just been started has nothing to do yet.
        workforce.threads().beforeStarting(this::rests);
        words.set(ALARM, NEVER);
        words.set(WATCHER, NOBODY);
    }

    /** Returns when to look: not after the first timer is due, and maybe earlier, for one that was cancelled. */
    long alarm() {
        return words.get(ALARM);
    }

    boolean isSet() {
        return alarm() != NEVER;
    }

    /** Takes the alarm away. The caller looks at the timers afterwards, and lowers it again. */
    void clear() {
        // Pairs with lower(): a timer that the look misses was entered before an alarm that is set after this.
        words.set(ALARM, NEVER);
    }

    /** Sets the alarm for a timer that was entered, unless it is earlier. After true somebody has to be {@linkplain #call called}. */
    boolean lower(long nanos) {
        for (long now = alarm(); nanos < now; now = alarm()) {
            // Pairs with tryBegin(), standDown() and rests(): set before the caller reads who is on watch, who rests
            // and how many live.
            if (words.compareAndSet(ALARM, now, nanos)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Has the worker on watch look at the alarm, or sees to it that another takes the watch, unless all are busy.
     *
     * @param caller the worker that calls, or {@link #NOBODY}; one that rests reads the alarm itself
     */
    void call(int caller) {
        long watcher = words.get(WATCHER);
        if (watcher != NOBODY) {
            if (watcher != caller) {
                wake.accept((int) watcher);
            }
        } else if ((caller == NOBODY || !isResting(caller)) && !wakeOneThatRests()) {
            workforce.startForWatch();
        }
    }

    /** The doorbell wakes the first worker that sleeps, so the last one is on watch for longest. */
    private boolean wakeOneThatRests() {
        for (int worker = resting.length() - 1; worker >= 0; worker--) {
            if (isResting(worker)) {
                wake.accept(worker);
                return true;
            }
        }
        return false;
    }

    private boolean isResting(int worker) {
        // A thread that could not be started has left its mark.
        return resting.get(worker) != 0 && workforce.isPresent(worker);
    }

    /** Says that a worker has nothing to do. Until {@link #stirs} or {@link #standDown} it sees to the watch before it sleeps. */
    void rests(int worker) {
        // Pairs with call(): written before the watch is read.
        resting.set(worker, 1);
    }

    /** Takes the watch, unless another has it. The caller reads the alarm afterwards. */
    boolean tryBegin(int worker) {
        // Pairs with call(): taken before the alarm is read.
        return words.get(WATCHER) == worker || words.compareAndSet(WATCHER, NOBODY, worker);
    }

    /** Says that a worker has something to do, and sees to it that another one takes the watch. */
    void stirs(int worker) {
        standDown(worker);
        if (isVacant()) {
            call(NOBODY);
        }
    }

    /** Says that a worker is not to be relied on. The caller reads afterwards whether the watch {@link #isVacant}. */
    void standDown(int worker) {
        // Pairs with call(), as the line below does: written before the alarm and the watch are read.
        resting.set(worker, 0);
        if (words.get(WATCHER) == worker) {
            words.set(WATCHER, NOBODY);
        }
    }

    /** Returns whether there is an alarm that nobody sleeps until. */
    boolean isVacant() {
        return isSet() && words.get(WATCHER) == NOBODY;
    }
}
