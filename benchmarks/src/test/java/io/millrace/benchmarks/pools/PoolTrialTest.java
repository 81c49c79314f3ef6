package io.millrace.benchmarks.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.measure.Schedule;
import io.millrace.benchmarks.measure.WorkerThreads;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What a trial sees of a pool. */
final class PoolTrialTest {

    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    @Test
    void shouldMeasureFromTheTimeThatWasMeant() {
        PoolTrial trial = trial(1);
        trial.run(Schedule.bursts(20, 1, 1));
        assertEquals(20, trial.latencies().getTotalCount());
        long median = trial.latencies().getValueAtPercentile(50);
        assertTrue(median >= 9 * LATE_NANOS, "tasks that come late because of others were late for nanos=" + median);
    }

    @Test
    void shouldVoidTheRunOfAPoolThatRunsTasksTwice() {
        PoolTrial trial = trial(2);
        assertEquals(
                "tasks repeated: expected=1, came=2",
                assertThrows(IllegalStateException.class, () -> trial.run(Schedule.bursts(1, 1, 1)))
                        .getMessage());
    }

    private static PoolTrial trial(int times) {
        return new PoolTrial(new PoolArm(new CallerRuns(times), new WorkerThreads(), false));
    }

    /** Runs a task so many times in the submitter, and then dawdles. */
    private static final class CallerRuns extends AbstractExecutorService {

        private final int times;

        CallerRuns(int times) {
            this.times = times;
        }

        @Override
        public void execute(Runnable task) {
            for (int i = 0; i < times; i++) {
                task.run();
            }
            long end = System.nanoTime() + LATE_NANOS;
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return false;
        }
    }
}
