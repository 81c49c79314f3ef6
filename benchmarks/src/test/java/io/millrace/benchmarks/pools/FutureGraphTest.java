package io.millrace.benchmarks.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class FutureGraphTest {

    @Test
    void shouldMakeATaskOfEveryStage() {
        Map<FutureGraph, Integer> tasks =
                Arrays.stream(FutureGraph.values()).collect(Collectors.toMap(Function.identity(), this::tasksOf));
        assertEquals(
                Map.of(
                        FutureGraph.CHAIN_OF_10,
                        10,
                        FutureGraph.CHAIN_OF_100,
                        100,
                        FutureGraph.CHAINS_OF_10,
                        100 * 10 + 99,
                        FutureGraph.CHAINS_OF_100,
                        100 * 100 + 99,
                        FutureGraph.ALL_OF_1000,
                        1000 + 1),
                tasks);
    }

    private int tasksOf(FutureGraph graph) {
        AtomicInteger tasks = new AtomicInteger();
        try {
            graph.run(task -> {
                tasks.incrementAndGet();
                task.run();
            });
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
        return tasks.get();
    }

    @Test
    void shouldFindAStageThatWasLost() {
        AtomicInteger tasks = new AtomicInteger();
        Executor losesTheThird = task -> {
            if (tasks.incrementAndGet() != 3) {
                task.run();
            }
        };
        assertFailure(
                "stages not completed within 1 s: CHAIN_OF_10", () -> FutureGraph.CHAIN_OF_10.run(losesTheThird, 1));
    }

    @Test
    void shouldFindASumThatDoesNotComeOut() {
        FutureGraph.CHAINS_OF_10.requireSum(100 * 99 / 2 + 100 * 9);
        assertFailure("stages lost: expected=5850, came=5849", () -> FutureGraph.CHAINS_OF_10.requireSum(5849));
        assertFailure("stages lost: expected=499500, came=0", () -> FutureGraph.ALL_OF_1000.requireSum(0));
    }

    private static void assertFailure(String sentence, Executable executable) {
        assertEquals(
                sentence, assertThrows(IllegalStateException.class, executable).getMessage());
    }
}
