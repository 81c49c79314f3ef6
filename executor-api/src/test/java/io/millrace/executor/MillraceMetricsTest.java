package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The meters of an executor: the usual names first. */
class MillraceMetricsTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        registry.close();
    }

    private double gauge(String name) {
        return registry.get(name).tag("name", "metered").gauge().value();
    }

    private double count(String name) {
        return registry.get(name).tag("name", "metered").functionCounter().count();
    }

    private MillraceExecutorBuilder metered() {
        return MillraceExecutors.builder().name("metered").workers(1).threadFactory(threads);
    }

    @Test
    void shouldMeasureWhatAnExecutorDoes() throws Exception {
        try (MillraceExecutor executor = metered().queueLimit(3).spares(2).build()) {
            new MillraceMetrics(executor).bindTo(registry);
            executor.submit(() -> {}).get();
            // Not asleep, so that no spare takes its place.
            CountDownLatch entered = new CountDownLatch(1);
            AtomicBoolean open = new AtomicBoolean();
            executor.execute(() -> {
                entered.countDown();
                while (!open.get()) {
                    Thread.onSpinWait();
                }
            });
            entered.await();
            executor.execute(() -> {});
            executor.execute(() -> {});
            assertEquals(1, count("executor.completed"));
            assertEquals(1, gauge("executor.active"));
            assertEquals(2, gauge("executor.queued"));
            assertEquals(1, gauge("executor.queue.remaining"));
            assertEquals(1, gauge("executor.pool.size"));
            assertEquals(1, gauge("executor.pool.core"));
            assertEquals(3, gauge("executor.pool.max"));
            executor.execute(() -> {});
            assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
            assertEquals(0, gauge("executor.queue.remaining"));
            assertEquals(executor.snapshot().inFlight(), gauge("millrace.executor.in.flight"));
            assertEquals(1, count("millrace.executor.rejected"));
            assertEquals(0, count("millrace.executor.discarded"));
            assertEquals(0, count("millrace.executor.overdue"));
            assertEquals(0, count("millrace.executor.spares.started"));
            open.set(true);
        }
    }

    @Test
    void shouldHaveTheNamesAndTagsThatAreTold() {
        try (MillraceExecutor executor = metered().build()) {
            new MillraceMetrics(executor, Tags.of("region", "north")).bindTo(registry);
            Set<String> names = registry.getMeters().stream()
                    .map(meter -> meter.getId().getName())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(
                    new TreeSet<>(Set.of(
                            "executor.completed",
                            "executor.active",
                            "executor.queued",
                            "executor.pool.size",
                            "executor.pool.core",
                            "executor.pool.max",
                            "millrace.executor.in.flight",
                            "millrace.executor.rejected",
                            "millrace.executor.discarded",
                            "millrace.executor.overdue",
                            "millrace.executor.spares.started")),
                    names);
            for (Meter meter : registry.getMeters()) {
                assertEquals("metered", meter.getId().getTag("name"));
                assertEquals("north", meter.getId().getTag("region"));
            }
            assertNull(registry.find("executor.queue.remaining").gauge(), "there is no limit");
        }
    }
}
