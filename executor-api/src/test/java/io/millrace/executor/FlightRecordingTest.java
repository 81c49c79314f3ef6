package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool.ManagedBlocker;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the flight recorder has of an executor. Other tests may record beside these, so each asks for its own names. */
class FlightRecordingTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    @TempDir
    Path directory;

    private interface Body {
        void run() throws Exception;
    }

    private MillraceExecutorBuilder named(String name) {
        return MillraceExecutors.builder().name(name).workers(1).threadFactory(threads);
    }

    /** Returns the events of a kind that an executor, or one of its views, has told of while a body ran. */
    private List<RecordedEvent> events(String kind, String executor, Body body) throws Exception {
        Path file = directory.resolve("flight.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("io.millrace." + kind);
            recording.start();
            body.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("io.millrace." + kind))
                .filter(event -> event.getString("executor").startsWith(executor))
                .toList();
    }

    private static List<String> reasons(List<RecordedEvent> events) {
        return events.stream().map(event -> event.getString("reason")).toList();
    }

    @Test
    void shouldTellOfARejectionForWantOfRoom() throws Exception {
        List<RecordedEvent> events = events("Rejection", "rejecting", () -> {
            MillraceExecutor executor = named("rejecting").queueLimit(1).build();
            Gate gate = new Gate();
            executor.execute(gate);
            gate.entered();
            executor.execute(() -> {});
            assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
            gate.open();
            executor.close();
        });
        assertEquals(List.of("no room"), reasons(events));
    }

    @Test
    void shouldTellOfARejectionAfterShutdown() throws Exception {
        List<RecordedEvent> events = events("Rejection", "late", () -> {
            MillraceExecutor executor = named("late").build();
            executor.shutdown();
            assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
            MillraceExecutor other = named("later").build();
            ExecutorService view = other.atomic("key");
            view.shutdown();
            assertThrows(RejectedExecutionException.class, () -> view.execute(() -> {}));
            other.close();
        });
        assertEquals(
                List.of("late: terminated", "later/atomic: view shut down"),
                events.stream()
                        .map(event -> event.getString("executor") + ": " + event.getString("reason"))
                        .toList());
        assertTrue(events.get(0).getStackTrace().getFrames().stream()
                .anyMatch(frame -> frame.getMethod().getType().getName().equals(FlightRecordingTest.class.getName())));
    }

    @Test
    void shouldTellOfATaskThatStartsTooLate() throws Exception {
        List<RecordedEvent> events = events("Rejection", "overdue", () -> {
            try (MillraceExecutor executor =
                    named("overdue").queueTimeout(Duration.ofNanos(1)).build()) {
                executor.execute(() -> {});
            }
        });
        assertEquals(List.of("overdue"), reasons(events));
    }

    @Test
    void shouldTellOfSlowWaitsAboveTheLimitOnly() throws Exception {
        List<RecordedEvent> events = events("SlowWait", "waiting", () -> {
            for (Duration limit : List.of(Duration.ofMillis(20), Duration.ofHours(1))) {
                try (MillraceExecutor executor =
                        named("waiting " + limit.toMillis()).slowWait(limit).build()) {
                    Gate gate = new Gate();
                    executor.execute(gate);
                    gate.entered();
                    executor.execute(() -> {});
                    executor.atomic("key").submit(() -> "waits too");
                    long begin = System.nanoTime();
                    while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(30)) {
                        Thread.onSpinWait();
                    }
                    gate.open();
                }
            }
        });
        List<RecordedEvent> slow = events.stream()
                .filter(event -> event.getDuration("waited").toMillis() >= 30)
                .toList();
        assertEquals(2, slow.size());
        events.forEach(event -> assertEquals("waiting 20", event.getString("executor")));
        assertEquals("worker-0", slow.get(0).getThread().getJavaName());
    }

    @Test
    void shouldTellOfAStuckWorker() throws Exception {
        List<RecordedEvent> events = events("Stuck", "stuck", () -> {
            LinkedBlockingQueue<String> alerts = new LinkedBlockingQueue<>();
            try (MillraceExecutor executor = named("stuck")
                    .watchdog(Duration.ofMillis(20), alert -> alerts.add(alert.message()))
                    .build()) {
                Gate gate = new Gate();
                executor.execute(gate);
                assertTrue(alerts.poll(10, TimeUnit.SECONDS) != null);
                gate.open();
            }
        });
        RecordedEvent event = events.get(0);
        assertTrue(event.getString("message").startsWith("a worker does not end its task: executor=stuck, worker=0"));
        assertEquals("worker-0", event.getThread("thread").getJavaName());
        assertTrue(event.getDuration("stuck").toMillis() >= 20);
    }

    @Test
    void shouldTellOfASpare() throws Exception {
        List<RecordedEvent> events = events("SpareStarted", "spare", () -> {
            try (MillraceExecutor executor = named("spare").spares(1).build()) {
                Gate inner = new Gate();
                executor.execute(() -> {
                    executor.execute(inner);
                    try {
                        MillraceExecutor.managedBlock(new ManagedBlocker() {
                            @Override
                            public boolean block() throws InterruptedException {
                                inner.entered();
                                return true;
                            }

                            @Override
                            public boolean isReleasable() {
                                return false;
                            }
                        });
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                inner.entered();
                inner.open();
            }
        });
        assertEquals(1, events.size());
        assertEquals(0, events.get(0).getInt("worker"));
        assertEquals(2, events.get(0).getInt("threads"));
    }

    @Test
    void shouldTellOfDepthsUntilTheEnd() throws Exception {
        LinkedBlockingQueue<RecordedEvent> depths = new LinkedBlockingQueue<>();
        int before = FlightDepths.size();
        try (RecordingStream stream = new RecordingStream()) {
            stream.enable("io.millrace.Depths").withPeriod(Duration.ofMillis(20));
            stream.setReuse(false);
            stream.onEvent("io.millrace.Depths", event -> {
                if (event.getString("executor").equals("deep")) {
                    depths.add(event);
                }
            });
            stream.startAsync();
            MillraceExecutor executor = named("deep").build();
            assertEquals(before + 1, FlightDepths.size());
            Gate gate = new Gate();
            executor.execute(gate);
            gate.entered();
            for (int task = 0; task < 5; task++) {
                executor.execute(() -> {});
            }
            RecordedEvent event = depths.poll(10, TimeUnit.SECONDS);
            while (event != null && event.getLong("backlog") != 5) {
                event = depths.poll(10, TimeUnit.SECONDS);
            }
            assertTrue(event != null, "no depths were told");
            assertEquals(1, event.getInt("workers"));
            assertEquals(1, event.getInt("active"));
            gate.open();
            executor.close();
            assertEquals(before, FlightDepths.size());
        }
    }

    @Test
    void shouldNotKeepAForgottenExecutorAlive() throws Exception {
        WeakReference<MillraceExecutor> forgotten =
                new WeakReference<>(named("forgotten").build());
        long begin = System.nanoTime();
        while (forgotten.get() != null && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(10)) {
            System.gc();
            Thread.yield();
        }
        assertFalse(forgotten.get() != null, "still there");
    }

    @Test
    void shouldRefuseALimitOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> named("none").slowWait(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> named("none").slowWait(Duration.ofNanos(-1)));
    }
}
