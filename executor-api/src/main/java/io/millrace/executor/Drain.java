package io.millrace.executor;

import io.millrace.core.PortCounter;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits until an executor has nothing to do. It looks, seldom and more seldom, since whoever ends a task should not have
 * to ask whether somebody waits for that.
 *
 * <p>One look finds nothing only if there was nothing. It reads how many tasks have ended, then what waits outside the device,
 * then what is inside and who runs, and then again how many have ended. What is brought by a task that has ended in between was not
 * to be seen, but that task was counted in between; what a task has brought that was counted before was there for all of the look.
 */
final class Drain {

    private static final long FIRST_REST_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long LONGEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int KEYS = 16;

    private final String name;
    private final Shifts shifts;
    private final Guest guest;
    private final Entrance entrance;
    private final SeriesTable table;
    private final SchedulingDomain domain;

    /** What each thread was seen at, and since when. */
    private final Map<Shift, Seen> seen = new HashMap<>();

    Drain(String name, Shifts shifts, Guest guest, Entrance entrance, SeriesTable table, SchedulingDomain domain) {
        this.name = name;
        this.shifts = shifts;
        this.guest = guest;
        this.entrance = entrance;
        this.table = table;
        this.domain = domain;
    }

    /**
     * What a thread was seen at.
     *
     * @param task null of a job of a series
     * @param finished the entries that were finished at its place: of jobs the parallel parts are not counted as completed
     */
    private record Seen(@Nullable Runnable task, long completed, long finished, long since) {

        @SuppressWarnings("ReferenceEquality") // The same task, not an equal one.
        boolean isSameAs(Seen other) {
            return task == other.task && completed == other.completed && (task != null || finished == other.finished);
        }

        Seen since(long earlier) {
            return new Seen(task, completed, finished, earlier);
        }
    }

    WorkReport await(Duration timeout) throws InterruptedException {
        long begin = Surroundings.nanoTime();
        long limit = TimeUnit.NANOSECONDS.convert(timeout);
        long rest = FIRST_REST_NANOS;
        boolean done = isQuiet();
        while (!done && Surroundings.nanoTime() - begin < limit) {
            note();
            entrance.workforce().isStillMissing();
            Surroundings.parkNanos(this, Math.min(rest, LONGEST_REST_NANOS));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            rest = Math.min(2 * rest, LONGEST_REST_NANOS);
            done = isQuiet();
        }
        return report(done);
    }

    private boolean isQuiet() {
        Lanes lanes = entrance.lanes();
        long before = completed();
        return lanes.plain().isClear()
                && lanes.keyed().isClear()
                && lanes.driven().isClear()
                && table.parked() == 0
                && table.callers() == 0
                && entrance.intake().isClear()
                && inFlight() == 0
                // After the entries: who gives one up and goes on says that before.
                && !entrance.workforce().threads().hasEntryless()
                && !guest.isPresent()
                && completed() == before;
    }

    private long completed() {
        return shifts.completed()
                + guest.completed()
                + entrance.lanes().driven().completed();
    }

    private int inFlight() {
        return entrance.lifecycle().isTerminated() ? 0 : domain.inFlight();
    }

    /** Says what each thread is at. */
    private void note() {
        long now = Surroundings.nanoTime();
        Map<Shift, Seen> current = new HashMap<>();
        for (Shift shift : shifts.present()) {
            if (shift.isActive()) {
                Seen fresh = new Seen(shift.task(), shift.completed(), finished(shift.place()), now);
                Seen before = seen.get(shift);
                current.put(shift, before != null && before.isSameAs(fresh) ? fresh.since(before.since()) : fresh);
            }
        }
        seen.clear();
        seen.putAll(current);
    }

    private long finished(int place) {
        return domain.counter(place, PortCounter.FORWARDED) + domain.counter(place, PortCounter.RELEASED);
    }

    private WorkReport report(boolean done) {
        note();
        Lanes lanes = entrance.lanes();
        return new WorkReport(
                name,
                done,
                entrance.workforce().isPaused(),
                done ? List.of() : running(),
                done ? 0 : lanes.plain().waiting(),
                done ? Map.of() : lanes.keyed().waitingByKey(KEYS),
                done ? 0 : lanes.driven().waiting(),
                done ? 0 : table.waiting(),
                done ? 0 : entrance.intake().count(),
                done ? 0 : inFlight(),
                lanes.timers().waiting());
    }

    private List<WorkReport.Running> running() {
        long now = Surroundings.nanoTime();
        List<WorkReport.Running> running = new ArrayList<>();
        seen.forEach((shift, at) -> {
            String place = ThreadLook.placeOf(shift.thread());
            running.add(new WorkReport.Running(
                    at.task() == null ? "job of a series" : Text.of(at.task()),
                    shift.thread().getName(),
                    now - at.since(),
                    place == null ? "" : place));
        });
        running.sort(Comparator.comparingLong(WorkReport.Running::seenNanos).reversed());
        return running;
    }
}
