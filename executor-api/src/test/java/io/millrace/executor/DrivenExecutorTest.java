package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one sees of a driven view in the thread that drives it, mostly that of the test. */
class DrivenExecutorTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final List<Object> ran = new ArrayList<>();
    private MillraceExecutor executor = open(MillraceExecutors.builder());

    private MillraceExecutor open(MillraceExecutorBuilder builder) {
        return builder.name("game").workers(2).threadFactory(threads).build();
    }

    private DrivenExecutor reopened(MillraceExecutorBuilder builder) {
        executor.close();
        executor = open(builder);
        return executor.driven("ui");
    }

    @AfterEach
    void end() throws Exception {
        Thread.interrupted();
        executor.shutdownNow();
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS), executor::toString);
        assertEquals(0, executor.snapshot().inFlight());
        assertEquals(0, executor.snapshot().backlog());
    }

    /** Has another thread do something. */
    private FutureTask<Object> elsewhere(Callable<Object> action) {
        FutureTask<Object> task = new FutureTask<>(action);
        threads.newThread(task).start();
        return task;
    }

    @Test
    void shouldRunTasksInTheThreadThatDrivesInOrder() {
        DrivenExecutor ui = executor.driven("ui");
        for (int i = 0; i < 1000; i++) {
            int number = i;
            ui.execute(() -> ran.add(number));
        }
        ui.execute(() -> ran.add(Thread.currentThread()));
        assertEquals(List.of(), ran);
        assertEquals(1001, ui.drive());
        assertEquals(0, ui.drive());
        assertEquals(7, ran.get(7));
        assertEquals(999, ran.get(999));
        assertSame(Thread.currentThread(), ran.get(1000));
        assertEquals(0, executor.snapshot().workers(), "it needs no worker");
        assertEquals(1001, executor.snapshot().completed());
    }

    @Test
    void shouldLeaveForTheNextCallWhatComesMeanwhile() {
        DrivenExecutor ui = executor.driven("ui");
        ui.execute(new Runnable() {
            @Override
            public void run() {
                ran.add("frame");
                ui.execute(this);
            }
        });
        assertEquals(1, ui.drive());
        assertEquals(1, ui.drive());
        assertEquals(2, ran.size());
    }

    @Test
    void shouldRunNoMoreThanTheLimit() {
        DrivenExecutor ui = executor.driven("ui");
        for (int i = 0; i < 5; i++) {
            ui.execute(() -> ran.add("task"));
        }
        assertEquals(2, ui.drive(2));
        assertEquals(2, ran.size());
        assertEquals(3, ui.drive(Integer.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> ui.drive(0));
    }

    @Test
    void shouldNotCountWhatWasTakenOut() throws Exception {
        DrivenExecutor ui =
                reopened(MillraceExecutors.builder().queueLimit(1).onRejection(RejectedTaskHandler.discardOldest()));
        for (int i = 0; i < 5; i++) {
            int number = i;
            ui.execute(() -> ran.add(number));
        }
        assertEquals(2, executor.snapshot().discarded());
        assertEquals(1, ui.drive(1));
        assertEquals(List.of(2), ran);
        assertTrue(ui.driveNext(Duration.ZERO));
        assertEquals(1, ui.drive());
        assertEquals(List.of(2, 3, 4), ran);
        assertEquals(3, executor.snapshot().completed());
        assertEquals(0, executor.placesTaken());
    }

    @Test
    void shouldWaitForTheNextTask() throws Exception {
        DrivenExecutor ui = executor.driven("ui");
        assertFalse(ui.driveNext(Duration.ZERO));
        assertFalse(ui.driveNext(Duration.ofMillis(5)));
        Thread driver = Thread.currentThread();
        FutureTask<Object> submitter = elsewhere(() -> {
            awaitParked(driver);
            ui.execute(() -> ran.add("came"));
            return "submitted";
        });
        assertTrue(ui.driveNext(LONG));
        assertEquals(List.of("came"), ran);
        submitter.get();
        assertThrows(IllegalArgumentException.class, () -> ui.driveNext(Duration.ofNanos(-1)));
    }

    private static void awaitParked(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.getState() != Thread.State.WAITING) {
            LockSupport.parkNanos(100_000);
        }
    }

    @Test
    void shouldDriveUntilAllHasRunThatWasAccepted() throws Exception {
        DrivenExecutor ui = executor.driven("ui");
        DrivenExecutor other = executor.driven("other");
        ui.execute(() -> ran.add("first"));
        other.execute(() -> ran.add("of the other"));
        ui.execute(() -> {
            ran.add("second");
            executor.shutdown();
        });
        ui.execute(() -> ran.add("third"));
        ui.driveUntilShutdown();
        assertEquals(List.of("first", "second", "third"), ran);
        assertFalse(executor.awaitTermination(1, TimeUnit.MILLISECONDS), "the other has a task yet");
        assertThrows(RejectedExecutionException.class, () -> ui.execute(() -> {}));
        assertThrows(RejectedExecutionException.class, () -> executor.driven("late"));
        assertEquals(1, other.drive());
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        assertTrue(ui.isTerminated());
        assertEquals(0, ui.drive());
    }

    /** A worker is busy all the time, so that the executor does not terminate meanwhile. */
    @Test
    void shouldWakeWhoDrivesWhenItIsShutDown() throws Exception {
        for (int way = 0; way < 4; way++) {
            MillraceExecutor own = MillraceExecutors.newFixedThreadPool(1, threads);
            AtomicBoolean mayEnd = new AtomicBoolean();
            CountDownLatch begun = new CountDownLatch(1);
            own.execute(() -> {
                begun.countDown();
                while (!mayEnd.get()) {
                    LockSupport.parkNanos(100_000);
                }
            });
            begun.await();
            DrivenExecutor ui = own.driven("ui");
            Thread driver = Thread.currentThread();
            int how = way;
            FutureTask<Object> ending = elsewhere(() -> {
                awaitParked(driver);
                switch (how) {
                    case 0 -> ui.shutdown();
                    case 1 -> ui.shutdownNow();
                    case 2 -> own.shutdown();
                    default -> own.shutdownNow();
                }
                return "ended";
            });
            ui.driveUntilShutdown();
            ending.get();
            assertTrue(ui.isShutdown());
            assertFalse(own.isTerminated());
            mayEnd.set(true);
            own.close();
        }
    }

    @Test
    void shouldNotEndBeforeWhatRunsHasEnded() throws Exception {
        DrivenExecutor ui = executor.driven("ui");
        Gate gate = new Gate();
        ui.execute(gate);
        FutureTask<Object> driver = elsewhere(ui::drive);
        gate.entered();
        assertEquals(1, executor.snapshot().active());
        ui.shutdown();
        executor.shutdown();
        assertFalse(ui.awaitTermination(1, TimeUnit.MILLISECONDS));
        assertFalse(executor.awaitTermination(1, TimeUnit.MILLISECONDS));
        gate.open();
        assertEquals(1, driver.get());
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(1, executor.snapshot().completed());
    }

    @Test
    void shouldReturnWhatNobodyHasDriven() throws Exception {
        DrivenExecutor ui = executor.driven("ui");
        Runnable task = () -> ran.add("never");
        ui.execute(task);
        Runnable future = (Runnable) ui.submit(task);
        executor.shutdown();
        assertFalse(executor.awaitTermination(1, TimeUnit.MILLISECONDS), "it waits for a driver");
        assertEquals(List.of(task, future), executor.shutdownNow());
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(0, ui.drive());
        assertEquals(List.of(), ran);
    }

    @Test
    void shouldReturnTheTasksOfOneViewAndInterruptTheOneThatRuns() throws Exception {
        DrivenExecutor ui = executor.driven("ui");
        AtomicReference<Boolean> after = new AtomicReference<>();
        Gate gate = new Gate();
        ui.execute(gate);
        ui.execute(ran::clear);
        FutureTask<Object> driver = elsewhere(() -> {
            ui.driveUntilShutdown();
            after.set(Thread.currentThread().isInterrupted());
            return "over";
        });
        gate.entered();
        assertEquals(1, ui.shutdownNow().size());
        assertEquals("over", driver.get());
        assertTrue(gate.wasInterrupted());
        assertFalse(after.get(), "the interrupt was for the task");
        assertTrue(ui.isTerminated());
        assertTrue(executor.keys().size() == 0 && !executor.isShutdown());
        assertFalse(executor.explain().contains("driven views"), "it is forgotten");
    }

    @Test
    void shouldRefuseASecondDriverNamingBoth() throws Exception {
        DrivenExecutor ui = executor.driven("ui");
        Gate gate = new Gate();
        ui.execute(gate);
        FutureTask<Object> driver = elsewhere(ui::drive);
        gate.entered();
        for (Callable<Object> way : List.<Callable<Object>>of(ui::drive, () -> ui.driveNext(LONG), () -> {
            ui.driveUntilShutdown();
            return "driven";
        })) {
            String message =
                    assertThrows(IllegalStateException.class, way::call).getMessage();
            String self = Thread.currentThread().getName();
            assertEquals(
                    "another thread drives the view: view=game/driven-ui, driver=worker-0, refused=" + self, message);
        }
        assertEquals("game/driven-ui[running, outstanding=1, driver=worker-0]", ui.toString());
        gate.open();
        driver.get();
        assertEquals("game/driven-ui[running, outstanding=0, driver=none]", ui.toString());
        assertEquals(0, ui.drive(), "now it may");
    }

    @Test
    void shouldRefuseToBeDrivenByItsTask() throws Exception {
        DrivenExecutor ui = executor.driven("ui");
        DrivenExecutor other = executor.driven("other");
        other.execute(() -> ran.add("of the other"));
        Future<Integer> nested = ui.submit(() -> ui.drive());
        Future<Integer> besides = ui.submit(() -> other.drive());
        assertEquals(2, ui.drive());
        Throwable refusal = assertThrows(ExecutionException.class, nested::get).getCause();
        assertTrue(
                refusal instanceof IllegalStateException && refusal.getMessage().contains("within a task"),
                () -> "" + refusal);
        assertEquals(1, besides.get());
    }

    @Test
    void shouldKeepTheInterruptOfItsThreadForTheThread() throws Exception {
        DrivenExecutor ui = executor.driven("ui");
        ui.execute(() -> ran.add(Thread.currentThread().isInterrupted()));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> ui.driveNext(LONG));
        assertEquals(List.of(), ran);
        Thread.currentThread().interrupt();
        assertEquals(1, ui.drive());
        assertEquals(List.of(false), ran);
        assertTrue(Thread.interrupted());
        ui.execute(() -> Thread.currentThread().interrupt());
        ui.execute(() -> ran.add(Thread.currentThread().isInterrupted()));
        assertThrows(InterruptedException.class, ui::driveUntilShutdown, "which the task has passed on");
        assertEquals(1, ui.drive());
        assertEquals(List.of(false, false), ran);
        assertFalse(Thread.interrupted());
    }

    @Test
    void shouldEndTheInterruptOfACancelledTaskWithIt() throws Exception {
        DrivenExecutor ui = executor.driven("ui");
        AtomicReference<Future<?>> self = new AtomicReference<>();
        self.set(ui.submit(() -> self.get().cancel(true)));
        ui.execute(() -> ran.add(Thread.currentThread().isInterrupted()));
        assertEquals(2, ui.drive());
        assertEquals(List.of(false), ran);
        assertFalse(Thread.interrupted());
    }

    @Test
    void shouldGoOnAfterATaskThatThrows() {
        DrivenExecutor ui = executor.driven("ui");
        Thread self = Thread.currentThread();
        Thread.UncaughtExceptionHandler before = self.getUncaughtExceptionHandler();
        self.setUncaughtExceptionHandler((thread, failure) -> ran.add(failure));
        try {
            Error failure = new AssertionError("planned");
            ui.execute(() -> {
                throw failure;
            });
            ui.execute(() -> ran.add("next"));
            assertEquals(2, ui.drive());
            assertEquals(List.of(failure, "next"), ran);
        } finally {
            self.setUncaughtExceptionHandler(before);
        }
    }

    @Test
    void shouldWaitForTasksOfTheExecutorAndTheyForIts() throws Exception {
        DrivenExecutor ui = executor.driven("ui");
        Future<String> result =
                ui.submit(() -> executor.submit(() -> "computed").get());
        assertEquals(1, ui.drive());
        assertEquals("computed", result.get());
        Future<String> answer = executor.submit(() -> ui.submit(() -> "drawn").get());
        assertTrue(ui.driveNext(LONG));
        assertEquals("drawn", answer.get());
    }

    @Test
    void shouldBeWaitedForWhereNoWorkerIsLeft() throws Exception {
        try (MillraceExecutor stealing = MillraceExecutors.builder()
                .workers(1)
                .startOrder(StartOrder.RELAXED)
                .spares(1)
                .threadFactory(threads)
                .build()) {
            DrivenExecutor ui = stealing.driven("ui");
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                answers.add(stealing.submit(() -> ui.submit(() -> "drawn").get()));
            }
            assertTrue(ui.driveNext(LONG));
            assertTrue(ui.driveNext(LONG));
            assertEquals("drawn", answers.get(0).get());
            assertEquals("drawn", answers.get(1).get());
        }
    }

    @Test
    void shouldBeWorkOfTheExecutor() throws Exception {
        DrivenExecutor ui = executor.driven("ui");
        Future<?> closing = ui.submit(executor::close);
        ui.execute(() -> ran.add(executor.isWorkerThread()));
        ui.drive();
        assertThrows(ExecutionException.class, closing::get);
        assertEquals(List.of(true), ran);
        assertFalse(executor.isWorkerThread());
    }

    @Test
    void shouldTellTheThreadThatSleepsElsewhere() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        DrivenExecutor ui = executor.driven("ui", view -> calls.incrementAndGet());
        for (int i = 0; i < 3; i++) {
            ui.execute(() -> ran.add("task"));
        }
        assertEquals(1, calls.get());
        ui.drive(1);
        assertEquals(2, calls.get(), "tasks are left");
        ui.execute(() -> ran.add("task"));
        assertEquals(2, calls.get(), "it knows that");
        assertEquals(3, ui.drive());
        assertEquals(2, calls.get());
        ui.execute(() -> ran.add("task"));
        assertEquals(3, calls.get());
        ui.drive();
        threads.assertNothingUncaught();
    }

    @Test
    void shouldTakeTheTaskWhoseSignalFails() throws Exception {
        DrivenExecutor ui = executor.driven("ui", view -> {
            throw new IllegalStateException("planned");
        });
        Thread submitter = threads.newThread(() -> ui.execute(() -> ran.add("task")));
        submitter.start();
        submitter.join();
        assertEquals(1, threads.uncaught.size());
        assertEquals(1, ui.drive());
    }

    @Test
    void shouldShareTheLimitOfTheExecutor() throws Exception {
        DrivenExecutor ui = reopened(MillraceExecutors.builder().queueLimit(2));
        for (int i = 0; i < 4; i++) {
            ui.execute(() -> ran.add("task"));
        }
        assertThrows(RejectedExecutionException.class, () -> ui.execute(() -> {}));
        assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
        assertEquals(2, executor.snapshot().rejected());
        assertEquals(4, executor.snapshot().backlog());
        assertEquals(1, ui.drive(1));
        ui.execute(() -> executor.execute(() -> {}));
        assertEquals(4, ui.drive(), "the last one goes above the limit if it must");
    }

    @Test
    void shouldWaitForRoomWhereItsSubmitterWouldRunIt() throws Exception {
        DrivenExecutor ui =
                reopened(MillraceExecutors.builder().queueLimit(1).onRejection(RejectedTaskHandler.callerRuns()));
        for (int i = 0; i < 3; i++) {
            ui.execute(() -> ran.add(Thread.currentThread()));
        }
        FutureTask<Object> submitter = elsewhere(() -> {
            ui.execute(() -> ran.add(Thread.currentThread()));
            return "in";
        });
        for (int i = 0; i < 4; i++) {
            assertTrue(ui.driveNext(LONG));
        }
        assertEquals("in", submitter.get());
        Thread self = Thread.currentThread();
        assertEquals(List.of(self, self, self, self), ran);
    }

    @Test
    void shouldDropWhatComesToItsTurnTooLate() throws Exception {
        DrivenExecutor ui = reopened(MillraceExecutors.builder().queueTimeout(Duration.ofMillis(1)));
        Future<?> late = ui.submit(() -> ran.add("late"));
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(3)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertEquals(1, ui.drive());
        assertTrue(late.isCancelled());
        assertEquals(List.of(), ran);
        assertEquals(1, executor.snapshot().overdue());
    }

    @Test
    void shouldRecordTimesAsOfDirectedTasks() throws Exception {
        DrivenExecutor ui = reopened(MillraceExecutors.builder().recordLatency());
        for (int i = 0; i < 3; i++) {
            ui.execute(() -> ran.add("task"));
        }
        ui.drive(1);
        assertTrue(ui.driveNext(LONG));
        ui.shutdown();
        ui.driveUntilShutdown();
        assertEquals(3, executor.statistics().directed().service().count());
        assertEquals(3, executor.statistics().directed().queueWait().count());
        assertEquals(3, executor.snapshot().completed());
    }

    @Test
    void shouldBringTheContextAlong() {
        DrivenExecutor ui = reopened(MillraceExecutors.builder().context(() -> {
            Object captured = "of " + Thread.currentThread().getName();
            return () -> {
                ran.add(captured);
                return () -> ran.add("closed");
            };
        }));
        ui.execute(() -> ran.add("task"));
        ui.drive();
        assertEquals(List.of("of " + Thread.currentThread().getName(), "task", "closed"), ran);
    }

    @Test
    void shouldSayWhatWaitsForADriver() throws Exception {
        DrivenExecutor ui = executor.driven("ui");
        ui.execute(() -> ran.add(executor.explain()));
        ui.execute(() -> {});
        String page = executor.explain();
        assertTrue(page.contains("driven views\n  game/driven-ui: 2 wait, driver none\n"), page);
        assertTrue(page.contains("game/driven-ui: 2 tasks wait for a thread that drives it, and none does"), page);
        assertFalse(page.contains("thread factory"), page);
        ui.drive();
        String driven = ran.get(0).toString();
        assertTrue(
                driven.contains("game/driven-ui: 1 wait, driver "
                        + Thread.currentThread().getName() + ", in "),
                driven);
    }

    @Test
    void shouldAdmitATaskLater() throws Exception {
        DrivenExecutor ui = reopened(MillraceExecutors.builder().queueLimit(1));
        for (int i = 0; i < 3; i++) {
            ui.execute(() -> ran.add("task"));
        }
        Future<?> admission = executor.admit(() -> ran.add("admitted"), ui);
        assertFalse(admission.isDone());
        assertEquals(1, ui.drive(1));
        admission.get();
        assertEquals(3, ui.drive());
        assertEquals("admitted", ran.get(3));
    }

    @Test
    void shouldBeWaitedForByADrainAndGoOnInAPause() throws Exception {
        DrivenExecutor ui = executor.driven("ui");
        ui.execute(() -> ran.add("task"));
        WorkReport report = executor.drain(Duration.ofMillis(1));
        assertFalse(report.isDone());
        assertEquals(1, report.driven());
        assertTrue(report.toString().contains("  waiting for a driver: 1\n"), report::toString);
        executor.pause();
        assertEquals(1, ui.drive());
        executor.resume();
        assertTrue(executor.drain(LONG).isDone());
    }

    @Test
    void shouldRefuseNull() {
        assertThrows(NullPointerException.class, () -> executor.driven(null));
        assertThrows(NullPointerException.class, () -> executor.driven("ui", null));
        DrivenExecutor ui = executor.driven("ui");
        assertThrows(NullPointerException.class, () -> ui.driveNext(null));
        assertThrows(NullPointerException.class, () -> ui.execute(null));
    }

    @Test
    void shouldEndWithItsExecutorWhenItIsToldToStopAfterThat() throws Exception {
        MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(1);
        DrivenExecutor view = executor.driven("view");
        Runnable task = () -> {};
        view.execute(task);
        executor.shutdown();
        assertEquals(List.of(task), view.shutdownNow());
        assertTrue(executor.awaitTermination(30, TimeUnit.SECONDS), executor::toString);
    }

    /** Who was called while another drove has been refused, and has to be called again. */
    @Test
    void shouldSignalAgainWhatADriverLeavesBehind() throws Exception {
        AtomicInteger signals = new AtomicInteger();
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(1)) {
            DrivenExecutor view = executor.driven("view", driven -> signals.incrementAndGet());
            view.execute(() -> view.execute(() -> {}));
            assertEquals(1, signals.get());
            assertEquals(1, view.drive(1));
            assertEquals(3, signals.get(), "by the task, and as the driver goes");
            assertEquals(1, view.drive());
            view.shutdown();
        }
    }

    @Test
    void shouldRunNoForkThatWasHandedInForWorkers() throws Exception {
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool(1)) {
            DrivenExecutor view = executor.driven("view");
            AtomicReference<Thread> ran = new AtomicReference<>();
            view.execute(() -> executor.submit(ForkJoinTask.adapt(() -> ran.set(Thread.currentThread())))
                    .join());
            assertEquals(1, view.drive());
            assertNotEquals(Thread.currentThread(), ran.get());
            view.shutdown();
        }
    }
}
