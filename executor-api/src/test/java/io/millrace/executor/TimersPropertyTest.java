package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Devices;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.WaitProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Timers on a clock that stands until it is moved, beside a sorted map. */
class TimersPropertyTest {

    enum Act {
        SCHEDULE,
        CANCEL,
        LET_TIME_PASS,
        LOOK
    }

    /**
     * What happens next.
     *
     * @param amount of nanoseconds, or which timer
     */
    record Step(Act act, int amount) {}

    private static final long BEGINNING = Long.MAX_VALUE - 20;

    private final AtomicLong clock = new AtomicLong(BEGINNING);
    private final Lifecycle lifecycle = new Lifecycle("timers");

    @Property(tries = 500)
    void shouldMoveWhatIsDueInTheOrderOfTimesAndThenOfScheduling(@ForAll("programs") List<Step> program) {
        SchedulingDomain domain = Devices.find(Devices.DEFAULT_NAME)
                .open(DomainLayout.configuration(new DomainShape(1, 64, 1, 1, StartOrder.FIFO, WaitProfile.PARK)));
        domain.start();
        try {
            Workforce workforce = new Workforce(lifecycle, loop -> new Thread(() -> {}), 1, 0);
            TaskLane lane = new TaskLane(1, lifecycle, new Intake(lifecycle, domain.ingress(), workforce));
            TimerWatch watch = new TimerWatch(workforce, worker -> {});
            // Somebody rests, or workers would be started.
            watch.rests(0);
            clock.set(BEGINNING);
            run(program, lane, watch, new Timers(lifecycle, lane, workforce, watch, WorkerLoop.FOREVER, clock::get));
        } finally {
            domain.close();
        }
    }

    private void run(List<Step> program, TaskLane lane, TimerWatch watch, Timers timers) {
        TreeMap<Long, List<TimedTask<?>>> model = new TreeMap<>();
        List<TimedTask<?>> all = new ArrayList<>();
        long now = 0;
        for (Step step : program) {
            switch (step.act()) {
                case SCHEDULE -> {
                    TimedTask<?> task = new TimedTask<>(Executors.callable(() -> {}), timers, step.amount() - 2, 0);
                    all.add(task);
                    model.computeIfAbsent(now + Math.max(0, step.amount() - 2), due -> new ArrayList<>())
                            .add(task);
                    assertTrue(timers.add(task));
                    assertEquals(now + Math.max(0, step.amount() - 2) - now, task.getDelay(TimeUnit.NANOSECONDS));
                    if (step.amount() <= 2) {
                        assertMoved(model, now, lane);
                    }
                }
                case CANCEL -> {
                    if (!all.isEmpty()) {
                        TimedTask<?> task = all.get(step.amount() % all.size());
                        task.cancel(false);
                        model.values().forEach(tasks -> tasks.remove(task));
                    }
                }
                case LET_TIME_PASS -> {
                    now += step.amount();
                    clock.addAndGet(step.amount());
                }
                case LOOK -> {
                    timers.lookBetweenTasks();
                    assertMoved(model, now, lane);
                }
            }
            long first = model.entrySet().stream()
                    .filter(entry -> !entry.getValue().isEmpty())
                    .mapToLong(entry -> entry.getKey())
                    .findFirst()
                    .orElse(TimerWatch.NEVER);
            assertTrue(watch.alarm() <= first, "alarm=" + watch.alarm() + ", first=" + first);
        }
    }

    private static void assertMoved(TreeMap<Long, List<TimedTask<?>>> model, long now, TaskLane lane) {
        List<Object> expected = new ArrayList<>();
        var due = model.headMap(now, true);
        due.values().forEach(expected::addAll);
        due.clear();
        List<Object> moved = new ArrayList<>();
        for (@Nullable Runnable task = lane.surrender(); task != null; task = lane.surrender()) {
            moved.add(task);
        }
        assertEquals(expected, moved);
    }

    @Provide
    Arbitrary<List<Step>> programs() {
        return Combinators.combine(
                        Arbitraries.of(Act.class), Arbitraries.integers().between(0, 12))
                .as(Step::new)
                .list()
                .ofMaxSize(200);
    }
}
