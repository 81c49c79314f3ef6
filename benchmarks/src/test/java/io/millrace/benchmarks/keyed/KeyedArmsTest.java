package io.millrace.benchmarks.keyed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.measure.Body;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each arm runs all tasks, and those of a key in order; one that swaps or loses tasks is found out. */
@Timeout(60)
final class KeyedArmsTest {

    private static final int TASKS = 20_000;

    static Set<String> arms() {
        return KeyedArms.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("arms")
    void shouldRunAllTasksInOrder(String name) {
        KeyedLoad load = new KeyedLoad(TASKS, 1000, KeyDistribution.ZIPF, Body.NONE);
        try (KeyedArm arm = KeyedArms.open(name, 2, 1000)) {
            load.run(arm);
            load.run(arm);
        }
    }

    @Test
    void shouldVoidTheRunOfAnArmThatSwapsTasks() {
        KeyedLoad load = new KeyedLoad(TASKS, 1, KeyDistribution.ZIPF, Body.NONE);
        try (KeyedArm swapping = new ExecutorPerKey(1, key -> new Swapping(), List.of())) {
            IllegalStateException failure = assertThrows(IllegalStateException.class, () -> load.run(swapping));
            assertTrue(String.valueOf(failure.getMessage()).startsWith("out of order: key=0"), failure.getMessage());
        }
    }

    @Test
    void shouldNameTheArmsThatThereAre() {
        String message = assertThrows(IllegalArgumentException.class, () -> KeyedArms.open("nobody", 1, 1))
                .getMessage();
        assertEquals("no such arm: name=nobody, known=" + KeyedArms.all().keySet(), message);
    }

    /** Runs the second of two tasks first. */
    private static final class Swapping implements Executor {

        private Runnable held = () -> {};
        private boolean holds;

        @Override
        public void execute(Runnable task) {
            if (holds) {
                task.run();
                held.run();
            } else {
                held = task;
            }
            holds = !holds;
        }
    }
}
