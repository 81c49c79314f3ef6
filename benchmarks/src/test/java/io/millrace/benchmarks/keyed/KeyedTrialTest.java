package io.millrace.benchmarks.keyed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Schedule;
import io.millrace.benchmarks.measure.Work;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class KeyedTrialTest {

    private static final int KEYS = 1000;
    private static final int TASKS = 1000;

    private final Schedule schedule = Schedule.bursts(TASKS, 1, 1);
    private final KeySequence sequence = new KeySequence(KeyDistribution.ZIPF, KEYS, TASKS, 1);
    private final Deque<Runnable> held = new ArrayDeque<>();

    @Test
    void shouldMeasureColdKeysOnly() {
        KeyedTrial trial = new KeyedTrial(KeyedArms.open(KeyedArms.ONE_THREAD, 1, KEYS), Work.of(Body.NONE));
        trial.run(schedule, sequence);
        long cold = IntStream.range(0, TASKS)
                .filter(task -> sequence.key(task) >= 10)
                .count();
        assertEquals(cold, trial.coldLatencies().getTotalCount());
    }

    @Test
    void shouldVoidTheRunOfAnArmThatReversesTasks() {
        KeyedArm reversing = new ExecutorPerKey(KEYS, key -> this::hold, List.of());
        KeyedTrial trial = new KeyedTrial(reversing, Work.of(Body.NONE));
        IllegalStateException failure = assertThrows(IllegalStateException.class, () -> trial.run(schedule, sequence));
        assertTrue(String.valueOf(failure.getMessage()).startsWith("out of order: key="), failure.getMessage());
    }

    /** Keeps all tasks and runs them, the last first. */
    private void hold(Runnable task) {
        held.push(task);
        if (held.size() == TASKS) {
            held.forEach(Runnable::run);
        }
    }
}
