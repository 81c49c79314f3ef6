package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.core.DomainCounter;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.contract.Jitter;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many workers are woken for what comes alone. */
class WakeUpTest {

    private static final int WORKERS = 3;
    private static final int ROUNDS = 200;

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final AtomicReference<@Nullable SchedulingDomain> domain = new AtomicReference<>();

    private long wakeUps() {
        return Objects.requireNonNull(domain.get()).counter(DomainCounter.WAKE_UPS);
    }

    private void awaitSleep() {
        while (!threads.made.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING)) {
            Thread.yield();
        }
    }

    private void run(Series series) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        series.submit(new OrderedJob() {
            @Override
            public void parallel(Worker worker, long place) {}

            @Override
            public void serial(Worker worker) {
                ended.countDown();
            }
        });
        ended.await();
    }

    /** The worker that has done the parallel part does the serial part too, and nobody is woken for that. */
    @Test
    @DisabledIfSystemProperty(named = Jitter.PROPERTY, matches = ".*", disabledReason = "who is held up seems to sleep")
    void shouldWakeOneWorkerForAJobThatIsAlone() throws InterruptedException {
        try (MillraceExecutor executor = MillraceExecutors.builder()
                        .device(Around.told(domain::set))
                        .workers(WORKERS)
                        .threadFactory(threads)
                        .build();
                Series series = executor.newSeries()) {
            for (int worker = 0; worker < WORKERS; worker++) {
                run(series);
            }
            awaitSleep();
            long before = wakeUps();
            for (int round = 0; round < ROUNDS; round++) {
                run(series);
                awaitSleep();
            }
            assertEquals(ROUNDS, wakeUps() - before);
        }
    }
}
