package io.millrace.ordered;

import io.millrace.executor.DetachedJob;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where items wait until they are a batch, for a stage of a pipeline, those of all its series together. They are detached jobs, so nobody waits with them.
 *
 * <p>Idea: a list from the item that came last to the first one, changed by one exchange of its head, in which whoever completes a batch takes all of it.
 *
 * <ol>
 *   <li>An item is taken with its batch by one of all who try: who brings the item that completes it, the alarm of the first item, who flushes, who gives up.
 *   <li>Whoever takes a batch marks its first item as taken and then looks for the alarm; who sets the alarm writes it and then looks for the mark. So
 *       no alarm is left that nobody needs.
 *   <li>An item is in the list before its owner reads whether items are skipped; who has them skipped writes that and then takes what is in the list.
 *   <li>An item is counted before it is in the list, and counted out after it was taken; so a count that says that everything waits here may be too high, which makes
 *       a batch smaller, and is never too low for long.
 *   <li>A tombstone joins behind others and goes on with them, which it would have to wait for in any case; the stage does not see it. So nothing passes by what waits here,
 *       and all that one who waits here holds up is in the list.
 * </ol>
 */
final class BatchGate {

    /** An item that waits, and those before it in its batch. From the moment in which this is in the list the job may be on its way. */
    private static final class Waiting {

        final TravellingJob<?> job;
        final @Nullable Waiting before;
        final int size;

        /** How many of them the stage gets. */
        final int live;

        private final @Nullable Waiting firstOfAll;
        private volatile boolean taken;
        private volatile @Nullable Future<?> alarm;

        Waiting(TravellingJob<?> job, @Nullable Waiting before, int counted) {
            this.job = job;
            this.before = before;
            size = before == null ? 1 : before.size + 1;
            live = before == null ? counted : before.live + counted;
            firstOfAll = before == null ? null : before.first();
        }

        Waiting first() {
            Waiting first = firstOfAll;
            return first == null ? this : first;
        }

        void alarmSet(Future<?> set) {
            alarm = set;
            // Pairs with take().
            if (taken) {
                set.cancel(false);
            }
        }

        void take() {
            taken = true;
            // Pairs with alarmSet().
            Future<?> set = alarm;
            if (set != null) {
                set.cancel(false);
            }
        }
    }

    private final int most;
    private final int room;
    private final long longestNanos;

    /** Items that wait at all gates of the pipeline. */
    private final AtomicInteger waiting;

    private final AtomicReference<@Nullable Waiting> last = new AtomicReference<>();

    /** Makes a gate where up to {@code room} items wait, tombstones among them. */
    BatchGate(int most, int room, long longestNanos, AtomicInteger waiting) {
        this.most = most;
        this.room = room;
        this.longestNanos = longestNanos;
        this.waiting = waiting;
    }

    /** Takes an item, which goes on with its batch. */
    void join(TravellingJob<?> job, DetachedJob held, boolean starts, boolean ends) {
        waiting.incrementAndGet();
        Waiting before;
        Waiting own;
        boolean complete;
        do {
            before = last.get();
            own = new Waiting(job, starts ? null : before, 1);
            complete = ends || own.live >= most || own.size >= room;
        } while (!last.compareAndSet(before, complete ? null : own));
        if (starts && before != null) {
            letGo(before);
        }
        if (complete) {
            letGo(own);
        } else if (own.before == null) {
            setAlarm(own, held);
        }
    }

    /** Takes a tombstone, which goes on with those that wait; false if none do. */
    boolean joinBehind(TravellingJob<?> tombstone) {
        waiting.incrementAndGet();
        Waiting before;
        Waiting own;
        do {
            before = last.get();
            if (before == null) {
                waiting.decrementAndGet();
                return false;
            }
            own = new Waiting(tombstone, before, 0);
        } while (!last.compareAndSet(before, own.size >= room ? null : own));
        if (own.size >= room) {
            letGo(own);
        }
        return true;
    }

    private void setAlarm(Waiting first, DetachedJob held) {
        try {
            first.alarmSet(held.alarm(longestNanos, TimeUnit.NANOSECONDS, () -> expire(first)));
        } catch (Throwable noTimer) {
            // Too little memory, or no worker can be started: better a short batch than one that waits for ever.
            expire(first);
        }
    }

    @SuppressWarnings("ReferenceEquality") // The same batch, not an equal one.
    private void expire(Waiting first) {
        Waiting now = last.get();
        while (now != null && now.first() == first) {
            if (last.compareAndSet(now, null)) {
                letGo(now);
                return;
            }
            now = last.get();
        }
    }

    /** Lets go what waits. */
    void flush() {
        Waiting now = last.getAndSet(null);
        if (now != null) {
            letGo(now);
        }
    }

    /** Lets what waits go on without the stage, as tombstones. */
    void giveUp() {
        Waiting now = last.getAndSet(null);
        if (now != null) {
            taken(now).skip();
        }
    }

    private void letGo(Waiting batch) {
        taken(batch).begin();
    }

    /** Returns what was taken out of the list, in order. */
    private Batch taken(Waiting end) {
        end.first().take();
        waiting.addAndGet(-end.size);
        TravellingJob<?>[] jobs = new TravellingJob<?>[end.size];
        Waiting member = end;
        while (member != null) {
            jobs[member.size - 1] = member.job;
            member = member.before;
        }
        return new Batch(jobs);
    }
}
