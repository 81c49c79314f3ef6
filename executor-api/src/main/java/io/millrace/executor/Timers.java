package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that wait for their time. One that is due goes to the end of the lane, and is a task like any other from then on.
 *
 * <ol>
 *   <li>What is due enters the lane in the order of {@link Expiry}: one thread at a time moves it, under the lock. One that finds the lock taken leaves it
 *       to the holder, who looks at the alarm once more after letting go.
 *   <li>The alarm is not after the first timer. A timer is entered, and then the alarm lowered; who moves timers clears the alarm, then looks, and lowers it
 *       to what is left.
 *   <li>A timer is counted before the state is read, and until it has ended; who ends the executor changes the state and then reads the count. So a timer is
 *       rejected, or waited for until it has run for the last time. Once the executor stops, nothing waits for timers.
 *   <li>A timer is entered, and then it is read whether it was cancelled and may wait; who cancels it, or forbids to wait, writes that and then looks for
 *       it. One of the two takes it out.
 *   <li>{@code shutdownNow} changes the state and then takes out everything under the lock, where nobody moves a timer once the executor stops. So what was
 *       due is in the lane before the lane is emptied.
 * </ol>
 *
 * <p>Rejected: a timer wheel (Agrona's {@code DeadlineTimerWheel}), whose ticks give up the order within a tick, and which one thread must drive; a heap
 * under the lock, which submitters would wait for.
 */
final class Timers {

    private final Lifecycle lifecycle;
    private final TaskLane lane;
    private final Workforce workforce;
    private final TimerWatch watch;
    private final long keepAliveNanos;
    private final TimerClock clock;
    private final ConcurrentNavigableMap<Expiry, TimedTask<?>> waiting = new ConcurrentSkipListMap<>();
    private final ReentrantLock moving = new ReentrantLock();
    private final AtomicLong sequence = new AtomicLong();

    /** Timers that were accepted, or are about to be, and have not ended. */
    private final AtomicLong outstanding = new AtomicLong();

    private TimerPolicy afterShutdown = new TimerPolicy(true, false);
    private Runnable afterEnding = () -> {};
    private @Nullable Recorder recorder;

    Timers(
            Lifecycle lifecycle,
            TaskLane lane,
            Workforce workforce,
            TimerWatch watch,
            long keepAliveNanos,
            LongSupplier clock) {
        this.lifecycle = lifecycle;
        this.lane = lane;
        this.workforce = workforce;
        this.watch = watch;
        this.keepAliveNanos = keepAliveNanos;
        this.clock = new TimerClock(clock);
    }

    /** Says what becomes of timers after {@code shutdown}. Called once, before the first task. */
    void afterShutdown(TimerPolicy policy) {
        afterShutdown = policy;
    }

    /** Says what to do, once the executor takes no more, when a timer has ended. Called once, before the first task. */
    void afterEnding(Runnable action) {
        afterEnding = action;
    }

    /** Says who records latency. Called once, before the first task. */
    void recordedBy(@Nullable Recorder latencyRecorder) {
        recorder = latencyRecorder;
    }

    /** Returns how many wait for their time. */
    int waiting() {
        return waiting.size();
    }

    TimerWatch watch() {
        return watch;
    }

    /** Returns the time since the executor was made. */
    long now() {
        return clock.now();
    }

    TimerClock clock() {
        return clock;
    }

    Expiry expiry(long delayNanos) {
        return Expiry.at(now(), delayNanos, sequence.getAndIncrement());
    }

    /** Returns whether every timer has ended, or need not be waited for. */
    boolean isClear() {
        // In this order: what was cancelled under the hands of who moves it ends before it is in the lane.
        return (outstanding.get() == 0 && !moving.isLocked()) || lifecycle.isStopping();
    }

    /** Takes a timer; false if the executor takes no more. */
    boolean add(TimedTask<?> task) {
        // Pairs with Shutdown.advance, which reads the count after the state was raised.
        outstanding.incrementAndGet();
        if (!lifecycle.isRunning()) {
            outstanding.decrementAndGet();
            return false;
        }
        boolean entered = false;
        try {
            enter(task);
            entered = true;
        } finally {
            if (!entered) {
                task.cancel(false);
            }
        }
        return true;
    }

    /** Enters a periodic task that has run, and is still counted. */
    void enterAgain(TimedTask<?> task) {
        enter(task);
    }

    private void enter(TimedTask<?> task) {
        Expiry expiry = task.expiry();
        waiting.put(expiry, task);
        // Pairs with ended(), shutDown() and surrender(): entered before the states are read.
        if (task.isCancelled() || !mayWait(task)) {
            if (waiting.remove(expiry) != null) {
                task.giveUp();
            }
            return;
        }
        boolean lowered = watch.lower(expiry.nanos());
        if (expiry.nanos() <= now()) {
            Surroundings.lock(moving);
            // Somebody is there for this one: its submission saw to that, or a worker enters it, which is free soon.
            moveAndUnlock(TimerWatch.NOBODY, 1);
            moveWhatIsDue(TimerWatch.NOBODY);
        } else if (lowered) {
            watch.call(TimerWatch.NOBODY);
        }
    }

    private boolean mayWait(TimedTask<?> task) {
        if (lifecycle.isRunning()) {
            return true;
        }
        return !lifecycle.isStopping() && task.outlivesShutdown(afterShutdown);
    }

    /** Returns whether a periodic task may run and be entered again. */
    boolean mayRepeat() {
        return lifecycle.isRunning() || (!lifecycle.isStopping() && afterShutdown.keepsPeriodic());
    }

    /** Called by a worker between tasks. */
    void lookBetweenTasks() {
        if (watch.isSet()) {
            moveWhatIsDue(TimerWatch.NOBODY);
        }
    }

    /**
     * Called by a worker that rests, before it sleeps: takes the watch if there is an alarm and nobody has it.
     *
     * @return how long it may sleep on watch; {@link TimerWatch#NEVER} if it is not on watch
     */
    long beforeSleep(int worker) {
        if (watch.isSet()) {
            moveWhatIsDue(worker);
        }
        if (!watch.isSet() || !watch.tryBegin(worker)) {
            return TimerWatch.NEVER;
        }
        // Pairs with TimerWatch.lower(): read after the watch was taken.
        long alarm = watch.alarm();
        if (alarm == TimerWatch.NEVER) {
            return TimerWatch.NEVER;
        }
        // Pairs with relieve(), which may have found the watch vacant: the last timer was taken out before that looked,
        // and
        // the watch was taken before this looks. The alarm is of nobody then, and cleared by the next look.
        long left = waiting.isEmpty() ? 0 : Math.max(0, alarm - now());
        if (left == 0) {
            // Another moves what is due, and may have been held up.
            Surroundings.giveWay();
        }
        return left;
    }

    /** Moves what is due, unless another does, and puts the alarm right. */
    private void moveWhatIsDue(int caller) {
        // Pairs with the unlocking below: who finds the lock taken has read an alarm that the holder reads afterwards.
        while (isTimeToLook() && moving.tryLock()) {
            moveAndUnlock(caller, 0);
        }
    }

    private boolean isTimeToLook() {
        long alarm = watch.alarm();
        return alarm != TimerWatch.NEVER && (alarm <= now() || waiting.isEmpty());
    }

    private void moveAndUnlock(int caller, int attended) {
        int moved = 0;
        boolean settled = false;
        boolean lowered = false;
        try {
            watch.clear();
            long now = now();
            Expiry first = first();
            while (first != null && first.nanos() <= now && !lifecycle.isStopping()) {
                moved += moveToLane(first) ? 1 : 0;
                first = first();
            }
            lowered = first != null && !lifecycle.isStopping() && watch.lower(first.nanos());
            settled = true;
        } finally {
            if (!settled) {
                // A stack that overflows here must not cost the alarm.
                watch.lower(0);
            }
            moving.unlock();
            // Not before: starting a worker calls the user's thread factory.
            attend(moved, attended);
        }
        // Pairs with isClear(), which may have found the lock taken.
        if (!lifecycle.isRunning()) {
            afterEnding.run();
        }
        if (lowered) {
            watch.call(caller);
        }
    }

    /** Sees to it that workers come for so many tasks that were moved, and start for those of them that no idle one takes. */
    private void attend(int moved, int attended) {
        if (moved == 0) {
            return;
        }
        // Before the turns come in, which idle workers take; those that came in before have a worker each, or will.
        int live = workforce.live();
        long idle = Math.max(0, Math.min(workforce.idleWorkers(), live - lane.turns()));
        lane.attend(moved);
        // Pairs with Workforce.retiring: one that was idle and has left without a turn is seen to have left.
        int left = Math.max(0, live - workforce.live());
        workforce.growForAny(moved - attended - idle + left);
    }

    /** Moves a timer to the end of the lane; false if it was cancelled in between. */
    private boolean moveToLane(Expiry due) {
        TimedTask<?> task = waiting.remove(due);
        if (task == null) {
            return false;
        }
        boolean lined = false;
        try {
            lane.line(recorder == null ? task : new StampedTask(task, clock.below(due.nanos())));
            lined = true;
        } finally {
            if (!lined) {
                waiting.put(due, task);
            }
        }
        return true;
    }

    private @Nullable Expiry first() {
        Map.Entry<Expiry, TimedTask<?>> entry = waiting.firstEntry();
        return entry == null ? null : entry.getKey();
    }

    /** Forgets a timer that has ended. */
    void ended(TimedTask<?> task) {
        // Pairs with enter(): the task has ended before it is looked for. One that was cancelled is there, or in the
        // lane.
        boolean wasWaiting = waiting.remove(task.expiry()) != null;
        outstanding.decrementAndGet();
        if (!lifecycle.isRunning()) {
            afterEnding.run();
        } else if (wasWaiting && waiting.isEmpty()) {
            relieve();
        }
    }

    /** Wakes a worker that would sleep on for longer than it is kept, for a timer that is not there any more. */
    private void relieve() {
        long alarm = watch.alarm();
        boolean sleepsLong =
                keepAliveNanos != WorkerLoop.FOREVER && alarm != TimerWatch.NEVER && alarm - now() > keepAliveNanos;
        if (sleepsLong && !watch.isVacant()) {
            watch.call(TimerWatch.NOBODY);
        }
    }

    /** Cancels what is not to wait any more, after the executor was shut down. */
    void shutDown() {
        for (TimedTask<?> task : waiting.values()) {
            if (!mayWait(task)) {
                task.giveUp();
            }
        }
    }

    /** Takes out what waits, in order to return it unrun, after the executor was stopped. */
    List<Runnable> surrender() {
        List<Runnable> found = new ArrayList<>();
        // Pairs with moveAndUnlock(), which reads the state under the lock.
        Surroundings.lock(moving);
        try {
            watch.clear();
            for (Map.Entry<Expiry, TimedTask<?>> next = waiting.pollFirstEntry();
                    next != null;
                    next = waiting.pollFirstEntry()) {
                found.add(next.getValue());
            }
        } finally {
            moving.unlock();
        }
        return found;
    }
}
