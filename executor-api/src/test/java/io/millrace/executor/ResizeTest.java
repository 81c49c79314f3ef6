package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The number of workers and the limit of tasks change while the executor runs. */
class ResizeTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutorBuilder builder(int workers, int most) {
        return MillraceExecutors.builder().workers(workers).maxWorkers(most).threadFactory(threads);
    }

    @Test
    void shouldStartWorkersAtOnceForWhatWaits() throws Exception {
        try (MillraceExecutor executor = builder(1, 3).build()) {
            List<Gate> gates = List.of(new Gate(), new Gate(), new Gate());
            gates.forEach(executor::execute);
            gates.get(0).entered();
            assertEquals(1, executor.snapshot().workers());
            executor.resize(3);
            for (Gate gate : gates) {
                gate.entered();
            }
            assertEquals(3, executor.workers());
            gates.forEach(Gate::open);
        }
    }

    @Test
    void shouldEndSurplusWorkersAfterTheTaskAtHand() throws Exception {
        try (MillraceExecutor executor = builder(3, 3).build()) {
            List<Gate> gates = List.of(new Gate(), new Gate(), new Gate());
            for (Gate gate : gates) {
                executor.execute(gate);
                gate.entered();
            }
            executor.resize(1);
            List<Gate> later = List.of(new Gate(), new Gate());
            later.forEach(executor::execute);
            gates.forEach(Gate::open);
            threads.made.get(1).join();
            threads.made.get(2).join();
            later.get(0).entered();
            assertEquals(1, executor.snapshot().workers());
            assertEquals(1, executor.snapshot().active());
            later.forEach(Gate::open);
        }
    }

    @Test
    void shouldEndSurplusWorkersThatSleep() throws Exception {
        try (MillraceExecutor executor = builder(3, 3).build()) {
            List<Gate> gates = List.of(new Gate(), new Gate(), new Gate());
            for (Gate gate : gates) {
                executor.execute(gate);
                gate.entered();
            }
            gates.forEach(Gate::open);
            while (executor.snapshot().active() > 0) {
                Thread.yield();
            }
            executor.resize(1);
            threads.made.get(1).join();
            threads.made.get(2).join();
            executor.submit(() -> {}).get();
            executor.resize(2);
            Gate first = new Gate();
            Gate second = new Gate();
            executor.execute(first);
            executor.execute(second);
            first.entered();
            second.entered();
            first.open();
            second.open();
        }
    }

    @Test
    void shouldRunWhatIsDirectedAboveTheNumber() throws Exception {
        try (MillraceExecutor executor = builder(2, 2).build()) {
            var second = executor.directed(1);
            Gate gate = new Gate();
            second.execute(gate);
            gate.entered();
            List<Future<?>> behind = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                behind.add(second.submit(() -> {}));
            }
            executor.resize(1);
            executor.submit(() -> {}).get();
            gate.open();
            for (Future<?> task : behind) {
                task.get();
            }
            second.submit(() -> {}).get();
            // One that is busy with what is directed to it is nobody for the rest.
            Gate endless = new Gate();
            second.execute(endless);
            endless.entered();
            executor.submit(() -> {}).get();
            endless.open();
        }
    }

    @Test
    void shouldFindAnotherWorkerForWhatWaitsWhenTheOnlyOneIsSurplus() throws Exception {
        try (MillraceExecutor executor =
                builder(2, 2).keepAlive(Duration.ofMillis(1)).build()) {
            Gate second = new Gate();
            executor.directed(1).execute(second);
            second.entered();
            while (executor.snapshot().workers() > 1) {
                Thread.yield();
            }
            executor.resize(1);
            executor.submit(() -> {}).get();
            second.open();
        }
    }

    @Test
    void shouldRunTimersWithAnotherWorkerWhenTheOneOnWatchIsSurplus() throws Exception {
        try (MillraceExecutor executor = builder(4, 4).build()) {
            for (int round = 0; round < 20; round++) {
                executor.resize(4);
                List<Gate> gates = List.of(new Gate(), new Gate(), new Gate(), new Gate());
                gates.forEach(executor::execute);
                for (Gate gate : gates) {
                    gate.entered();
                }
                Future<?> timer = executor.schedule(() -> {}, 20, TimeUnit.MILLISECONDS);
                gates.forEach(Gate::open);
                executor.resize(1);
                timer.get();
            }
        }
    }

    /** The one that is surplus is the only one there is, and nothing is there but the timer. */
    @Test
    void shouldLeaveTheWatchOfTimersToSomebodyWhenSurplus() throws Exception {
        try (MillraceExecutor executor =
                builder(2, 2).keepAlive(Duration.ofMillis(1)).build()) {
            for (int round = 0; round < 5; round++) {
                executor.resize(2);
                Future<?> timer = executor.schedule(() -> {}, 200, TimeUnit.MILLISECONDS);
                Gate first = new Gate();
                executor.directed(0).execute(first);
                // The other one takes the watch, and this one goes when it has done.
                first.entered();
                while (executor.snapshot().workers() < 2) {
                    Thread.yield();
                }
                first.open();
                while (executor.snapshot().workers() > 1) {
                    Thread.yield();
                }
                executor.resize(1);
                timer.get();
            }
        }
    }

    @Test
    void shouldRefuseNumbersOutOfRange() {
        try (MillraceExecutor executor = builder(2, 3).build()) {
            IllegalArgumentException tooMany = assertThrows(IllegalArgumentException.class, () -> executor.resize(4));
            assertTrue(tooMany.getMessage().contains("workers=4, lowest=1, highest=3"), tooMany.getMessage());
            assertThrows(IllegalArgumentException.class, () -> executor.resize(0));
            assertThrows(IllegalArgumentException.class, () -> executor.queueLimit(-1));
            assertThrows(IllegalStateException.class, () -> executor.queueLimit(1));
            assertEquals(2, executor.workers());
        }
        assertThrows(IllegalArgumentException.class, () -> builder(2, 1).build());
        assertThrows(IllegalArgumentException.class, () -> builder(2, 0));
    }

    @Test
    void shouldDoNothingAfterTheEnd() {
        MillraceExecutor executor = builder(1, 2).build();
        executor.close();
        executor.resize(2);
        executor.pause();
        executor.resume();
        executor.pauseKey("key");
        executor.resumeKey("key");
        assertFalse(executor.isPaused());
        assertEquals(1, executor.workers());
    }

    @Test
    void shouldLetThoseInWhoWaitForRoomWhenTheLimitGrows() throws Exception {
        try (MillraceExecutor executor = builder(1, 2).queueLimit(1).build()) {
            Gate gate = new Gate();
            executor.execute(gate);
            gate.entered();
            executor.execute(() -> {});
            List<CompletableFuture<?>> admissions = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                admissions.add(executor.admit(() -> {}));
            }
            assertFalse(admissions.get(0).isDone());
            executor.queueLimit(3);
            admissions.get(0).get();
            admissions.get(1).get();
            assertFalse(admissions.get(2).isDone());
            // A worker more is a place more.
            executor.resize(2);
            admissions.get(2).get();
            gate.open();
        }
    }
}
