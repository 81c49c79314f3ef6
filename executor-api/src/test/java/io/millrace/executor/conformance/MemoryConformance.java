package io.millrace.executor.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What happens before what, by plain fields that nothing else guards. Many rounds, since one proves nothing. */
abstract class MemoryConformance extends ConformanceCase {

    private static final int ROUNDS = 1_000;

    MemoryConformance(Subject subject) {
        super(subject);
    }

    private static final class Plain {
        int value;
        int answer;
    }

    @Test
    void shouldShowTheTaskWhatWasDoneBeforeSubmitAndTheSubmitterWhatTheTaskDid() throws Exception {
        ExecutorService executor = open();
        Plain plain = new Plain();
        for (int i = 1; i <= ROUNDS; i++) {
            plain.value = i;
            executor.submit(() -> {
                        plain.answer = plain.value * 2;
                    })
                    .get();
            assertEquals(2 * i, plain.answer);
        }
    }

    @Test
    void shouldShowWhatATaskDidToWhoSeesItsFutureDone() throws Exception {
        ExecutorService executor = open();
        Plain plain = new Plain();
        for (int i = 1; i <= ROUNDS; i++) {
            int round = i;
            Future<?> future = executor.submit(() -> {
                plain.answer = round;
            });
            while (!future.isDone()) {
                Thread.yield();
            }
            assertEquals(round, plain.answer);
        }
    }

    @Test
    void shouldShowWhatTasksDidToWhoWaitsForTheEnd() throws Exception {
        for (int round = 0; round < 20; round++) {
            ExecutorService executor = open();
            List<Plain> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Plain plain = new Plain();
                plain.value = i;
                all.add(plain);
                executor.execute(() -> plain.answer = plain.value + 1);
            }
            finish(executor);
            for (Plain plain : all) {
                assertEquals(plain.value + 1, plain.answer);
            }
        }
    }

    @Test
    void shouldShowWhatTasksDidToWhoInvokesThemAll() throws Exception {
        ExecutorService executor = open();
        for (int round = 0; round < 100; round++) {
            Plain[] plain = {new Plain(), new Plain(), new Plain()};
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (Plain each : plain) {
                each.value = round;
                tasks.add(() -> each.answer = each.value + 1);
            }
            executor.invokeAll(tasks);
            for (Plain each : plain) {
                assertEquals(round + 1, each.answer);
            }
        }
    }

    @Test
    void shouldShowWhatATaskDidToTheTaskThatItSubmits() throws Exception {
        ExecutorService executor = open();
        Plain plain = new Plain();
        for (int i = 1; i <= ROUNDS; i++) {
            int round = i;
            Future<Future<?>> outer = executor.submit(() -> {
                plain.value = round;
                return executor.submit(() -> {
                    plain.answer = plain.value;
                });
            });
            outer.get().get();
            assertEquals(round, plain.answer);
        }
    }
}
