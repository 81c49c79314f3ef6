package io.millrace.benchmarks.keyed;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each arm runs through its own check, and an arm that swaps tasks does not. */
final class KeyedBenchmarkTest {

    private static final int TASKS = 20_000;

    @TestFactory
    Stream<DynamicTest> shouldAcceptEveryArm() {
        return Stream.of(
                arm("oneThread", KeyedBenchmark::oneThread),
                arm("millrace", KeyedBenchmark::millrace),
                arm("millraceViewForEachTask", KeyedBenchmark::millraceViewForEachTask),
                arm("sequentialExecutor", KeyedBenchmark::sequentialExecutor),
                arm("actorPerKey", KeyedBenchmark::actorPerKey),
                arm("stripe", KeyedBenchmark::stripe));
    }

    private static DynamicTest arm(String name, Consumer<KeyedBenchmark> arm) {
        return DynamicTest.dynamicTest(name, () -> {
            KeyedBenchmark benchmark = prepared(1000);
            arm.accept(benchmark);
            benchmark.close();
        });
    }

    @Test
    void shouldVoidTheRunOfAnArmThatSwapsTasks() {
        KeyedBenchmark benchmark = prepared(1);
        IllegalStateException failure = assertThrows(
                IllegalStateException.class,
                () -> benchmark.run(() -> new KeyedArm(1, key -> new Swapping(), List.of())));
        assertTrue(String.valueOf(failure.getMessage()).startsWith("out of order: key=0"), failure.getMessage());
    }

    private static KeyedBenchmark prepared(int keys) {
        KeyedBenchmark benchmark = new KeyedBenchmark(TASKS);
        benchmark.keys = keys;
        benchmark.prepare();
        return benchmark;
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
