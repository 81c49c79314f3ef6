package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Alert;
import io.millrace.core.StalledFlow;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stuck tasks are told, with their threads, by a thread that is there only while it is needed. */
class WatchdogTest {

    private static final Duration SHORT = Duration.ofMillis(20);

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final LinkedBlockingQueue<Alert> alerts = new LinkedBlockingQueue<>();

    private MillraceExecutorBuilder watched(String name) {
        return MillraceExecutors.builder()
                .name(name)
                .workers(2)
                .threadFactory(threads)
                .watchdog(SHORT, alerts::add);
    }

    /** Returns the next alert of a kind; others may come on a slow machine. */
    private <T extends Alert> T next(Class<T> kind) throws InterruptedException {
        Alert alert;
        do {
            alert = alerts.poll(10, TimeUnit.SECONDS);
        } while (alert != null && !kind.isInstance(alert));
        return assertInstanceOf(kind, alert, "no alert of this kind came");
    }

    private static @Nullable Thread watcher(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name + "-watchdog"))
                .findFirst()
                .orElse(null);
    }

    @Test
    void shouldNameTheThreadOfAStuckTask() throws Exception {
        try (MillraceExecutor executor = watched("stuck").build()) {
            Gate gate = new Gate();
            executor.execute(gate);
            gate.entered();
            Alert.PortStuck alert = next(Alert.PortStuck.class);
            assertSame(threads.made.get(alert.port().id()), alert.thread());
            assertTrue(alert.nanos() >= SHORT.toNanos());
            assertEquals(
                    "a worker does not end its task: executor=stuck, worker="
                            + alert.port().id() + ", thread="
                            + Objects.requireNonNull(alert.thread()).getName()
                            + ", task=" + gate + ", nanos=" + alert.nanos(),
                    alert.message());
            assertTrue(
                    alert.report().toText().contains("thread=\"worker-"),
                    alert.report().toText());
            gate.open();
        }
    }

    /** Job 5 of 10 never ends its parallel part. */
    @Test
    void shouldNameTheJobThatASeriesWaitsFor() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        Gate gate = new Gate();
        try (MillraceExecutor executor = watched("series").build();
                Series series = executor.newSeries()) {
            for (int i = 0; i < 10; i++) {
                boolean forgotten = i == 5;
                series.submit(new OrderedJob() {
                    @Override
                    public void parallel(Worker worker, long place) {
                        if (forgotten) {
                            gate.run();
                        }
                    }

                    @Override
                    public void serial(Worker worker) {
                        ended.incrementAndGet();
                    }
                });
            }
            Alert.HeadUnfinished alert = next(Alert.HeadUnfinished.class);
            assertEquals(5, alert.flow().sequenceNumber());
            assertEquals(StalledFlow.Head.HELD, alert.flow().head());
            assertSame(threads.made.get(alert.flow().port()), alert.thread());
            assertEquals(
                    "finished jobs of a series wait for one that does not end: executor=series, series="
                            + alert.flow().flow() + ", job=5, worker="
                            + alert.flow().port() + ", thread="
                            + Objects.requireNonNull(alert.thread()).getName() + ", waiting="
                            + alert.flow().parked() + ", nanos=" + alert.nanos(),
                    alert.message());
            gate.open();
        }
        assertEquals(10, ended.get());
    }

    @Test
    void shouldSayWhatWaitsForAThreadThatDrives() throws Exception {
        try (MillraceExecutor executor = watched("driven").build()) {
            DrivenExecutor ui = executor.driven("ui");
            ui.execute(() -> {});
            Alert.NotDriven alert = next(Alert.NotDriven.class);
            assertSame(null, alert.thread());
            assertTrue(
                    alert.message()
                            .startsWith("tasks wait for a thread that drives their view, and none does:"
                                    + " view=driven/driven-ui, thread=none, waiting=1, nanos="),
                    alert.message());
            assertTrue(alert.nanos() >= SHORT.toNanos());
            Gate gate = new Gate();
            ui.execute(gate);
            Thread driver = threads.newThread(ui::drive);
            driver.start();
            gate.entered();
            alert = next(Alert.NotDriven.class);
            assertSame(driver, alert.thread());
            assertTrue(
                    alert.message().startsWith("the thread that drives a view does not end its task:"),
                    alert.message());
            gate.open();
            ui.shutdown();
            Thread watcher = watcher("driven");
            driver.join();
            if (watcher != null) {
                watcher.join();
            }
            assertEquals(0, executor.snapshot().workers());
        }
    }

    @Test
    void shouldWatchOnlyWhileThereAreWorkers() throws Exception {
        try (MillraceExecutor executor =
                watched("in use").keepAlive(Duration.ofMillis(1)).build()) {
            assertSame(null, watcher("in use"));
            for (int round = 0; round < 3; round++) {
                Gate gate = new Gate();
                executor.execute(gate);
                Thread watcher = watcher("in use");
                assertTrue(watcher != null && watcher.isDaemon(), "no daemon watches");
                next(Alert.PortStuck.class);
                gate.open();
                watcher.join();
                assertEquals(0, executor.snapshot().workers());
            }
        }
        assertSame(null, watcher("in use"));
    }

    @Test
    void shouldEndWithTheExecutor() throws Exception {
        MillraceExecutor executor = watched("ending")
                .watchdog(Duration.ofDays(100_000), alerts::add)
                .build();
        executor.submit(() -> {}).get();
        Thread watcher = watcher("ending");
        executor.close();
        assertTrue(watcher != null);
        watcher.join();
        assertTrue(alerts.isEmpty());
    }

    @Test
    void shouldGoOnWhenTheListenerThrows() throws Exception {
        MillraceExecutorBuilder builder = watched("throwing").watchdog(SHORT, alert -> {
            alerts.add(alert);
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> threads.uncaught.add(failure));
            throw new IllegalStateException("listener");
        });
        try (MillraceExecutor executor = builder.build()) {
            for (int i = 0; i < 2; i++) {
                Gate gate = new Gate();
                executor.execute(gate);
                next(Alert.PortStuck.class);
                gate.open();
            }
        }
        assertFalse(threads.uncaught.isEmpty());
    }

    @Test
    void shouldRefuseALimitOfNothing() {
        MillraceExecutorBuilder builder = MillraceExecutors.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.watchdog(Duration.ZERO, alerts::add));
        assertThrows(IllegalArgumentException.class, () -> builder.watchdog(Duration.ofNanos(-1), alerts::add));
    }
}
