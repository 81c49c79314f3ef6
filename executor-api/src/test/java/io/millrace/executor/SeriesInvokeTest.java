package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@link Series#invoke}: who runs the job, what waits meanwhile, and how it ends. There are two workers. */
class SeriesInvokeTest {

    private static final int WORKERS = 2;

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();
    private final MillraceExecutor executor = MillraceExecutors.builder()
            .workers(WORKERS)
            .credits(16)
            .seriesLimit(4)
            .threadFactory(threads)
            .build();
    private final Series series = executor.newSeries();

    @AfterEach
    void end() throws InterruptedException {
        executor.close();
        threads.join();
        threads.assertNothingUncaught();
    }

    /** Writes its place into the log when it has its turn, and may do something before. */
    private final class Logged implements OrderedJob {

        private final String name;
        private final Runnable before;
        private long place;
        private Thread workedBy;
        private int index;

        Logged(String name, Runnable before) {
            this.name = name;
            this.before = before;
        }

        @Override
        public void parallel(Worker worker, long placeOfJob) {
            place = placeOfJob;
            index = worker.index();
            workedBy = Thread.currentThread();
            before.run();
        }

        @Override
        public void serial(Worker worker) {
            assertEquals(index == WORKERS, worker.index() == WORKERS);
            log.add(name + place);
        }

        @Override
        public void failed(Throwable failure) {
            log.add(name + " failed");
        }

        @Override
        public void abandoned() {
            log.add(name + " abandoned");
        }
    }

    private Logged logged(String name) {
        return new Logged(name, () -> {});
    }

    private Thread startInvoking(Series of, OrderedJob job) {
        Thread caller = new Thread(() -> {
            try {
                of.invoke(job);
            } catch (InterruptedException | RuntimeException e) {
                thrown.set(e);
            }
        });
        caller.start();
        return caller;
    }

    /** Starts a thread whose job is alone in the series, and waits until the job stands at the gate. */
    private Thread startGuest(Gate gate) throws InterruptedException {
        Thread guest = startInvoking(series, new Logged("a", gate));
        gate.entered();
        return guest;
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private void awaitLog(int entries) {
        while (log.size() < entries) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldRunAJobThatIsAloneInTheCallingThread() throws Exception {
        Logged first = logged("a");
        series.invoke(first);
        assertSame(Thread.currentThread(), first.workedBy);
        assertEquals(WORKERS, first.index);
        assertEquals(List.of("a0"), log);
        assertEquals(List.of(), threads.made);
        assertEquals(1, executor.snapshot().completed());
        assertEquals(0, series.outstanding());
    }

    /** Now and then one of them is held up by something else, and the next one is handed over. */
    @Test
    void shouldRunShortJobsInTheCallingThreadAgainAndAgain() throws Exception {
        int inCaller = 0;
        for (int i = 0; i < 2_000; i++) {
            Logged job = logged("a");
            series.invoke(job);
            assertEquals("a" + i, log.get(i));
            inCaller += job.workedBy == Thread.currentThread() ? 1 : 0;
        }
        assertTrue(inCaller > 1_000, "too few in the calling thread: count=" + inCaller);
    }

    /** A thread that somebody has unparked before does not wait. */
    private static void takeLong() {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < 2 * SeriesFlow.WORTH_HOLDING_NANOS) {
            LockSupport.parkNanos(SeriesFlow.WORTH_HOLDING_NANOS);
        }
    }

    @Test
    void shouldHandLongJobsOverUntilOneIsShort() throws Exception {
        Runnable takesLong = SeriesInvokeTest::takeLong;
        series.invoke(new Logged("a", takesLong));
        for (int i = 0; i < 10; i++) {
            Logged job = new Logged("b", takesLong);
            series.invoke(job);
            assertNotSame(Thread.currentThread(), job.workedBy);
        }
        Logged job;
        do {
            job = logged("c");
            series.invoke(job);
        } while (job.workedBy != Thread.currentThread());
    }

    @Test
    void shouldHandOverWhatFollowsALongFailure() throws Exception {
        series.invoke(new Logged("a", () -> {
            takeLong();
            throw new IllegalStateException("planned");
        }));
        Logged second = logged("b");
        series.invoke(second);
        assertNotSame(Thread.currentThread(), second.workedBy);
        assertEquals(List.of("a failed", "b1"), log);
    }

    @Test
    void shouldCountThePlacesOfAllJobs() throws Exception {
        for (int i = 0; i < 3; i++) {
            series.invoke(logged("a"));
            series.submit(logged("b"));
            while (series.outstanding() > 0) {
                Thread.onSpinWait();
            }
        }
        assertEquals(List.of("a0", "b1", "a2", "b3", "a4", "b5"), log);
    }

    @Test
    void shouldNumberPlacesFromZeroAfterASeriesWithBothKinds() throws Exception {
        for (int round = 0; round < 10; round++) {
            log.clear();
            try (Series reused = executor.newSeries()) {
                reused.submit(logged("a"));
                awaitLog(1);
                reused.invoke(logged("b"));
                reused.submit(logged("c"));
                awaitLog(3);
            }
            assertEquals(List.of("a0", "b1", "c2"), log);
        }
    }

    @Test
    void shouldWaitForAJobBehindAnother() throws Exception {
        Gate gate = new Gate();
        series.submit(new Logged("a", gate));
        gate.entered();
        Logged second = logged("b");
        Thread caller = startInvoking(series, second);
        awaitWaiting(caller);
        gate.open();
        caller.join();
        assertEquals(List.of("a0", "b1"), log);
        assertTrue(threads.made.contains(second.workedBy));
    }

    @Test
    void shouldKeepWhatComesMeanwhileBehindIt() throws Exception {
        Gate gate = new Gate();
        Thread caller = startGuest(gate);
        series.submit(logged("b"));
        series.submit(logged("c"));
        assertFalse(series.trySubmit(logged("d")));
        // Who is behind them in another series does not wait.
        Series other = executor.newSeries();
        other.submit(logged("x"));
        awaitLog(1);
        gate.open();
        caller.join();
        awaitLog(4);
        assertEquals(List.of("x0", "a0", "b1", "c2"), log);
    }

    @Test
    void shouldLetTheSeriesFillUpBehindIt() throws Exception {
        Gate gate = new Gate();
        Thread caller = startGuest(gate);
        int more = executor.reorderWindow() - 1;
        for (int i = 0; i < more; i++) {
            series.put(logged("b"));
        }
        gate.open();
        caller.join();
        awaitLog(1 + more);
        assertEquals("b" + more, log.get(more));
    }

    @Test
    void shouldHaveNoMoreThanOneGuest() throws Exception {
        Gate gate = new Gate();
        Thread caller = startGuest(gate);
        Logged second = logged("b");
        executor.newSeries().invoke(second);
        assertTrue(threads.made.contains(second.workedBy));
        gate.open();
        caller.join();
        assertEquals(List.of("b0", "a0"), log);
    }

    @Test
    void shouldRefuseToLetAThreadOfTheExecutorWait() throws Exception {
        List<Throwable> refusals = Collections.synchronizedList(new ArrayList<>());
        Series other = executor.newSeries();
        Runnable invoking =
                () -> refusals.add(assertThrows(IllegalStateException.class, () -> other.invoke(logged("never"))));
        executor.submit(invoking).get();
        series.invoke(new Logged("a", invoking));
        assertEquals(2, refusals.size());
        assertTrue(refusals.get(0).getMessage().contains("call submit there"));
        assertEquals(List.of("a0"), log);
        // What may not wait does not: the series that its own job fills takes more.
        series.invoke(new Logged("b", () -> IntStream.range(0, 40).forEach(i -> assertPuts("c"))));
        awaitLog(42);
        assertEquals("b1", log.get(1));
        assertEquals("c41", log.get(41));
    }

    private void assertPuts(String name) {
        try {
            series.put(logged(name));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldTellAJobOfItsFailure() throws Exception {
        series.invoke(new Logged("a", () -> {
            throw new IllegalStateException("planned");
        }));
        series.invoke(logged("b"));
        assertEquals(List.of("a failed", "b1"), log);
    }

    @Test
    void shouldEndAfterItsGuest() throws Exception {
        Gate gate = new Gate();
        Thread caller = startGuest(gate);
        series.submit(logged("b"));
        executor.shutdown();
        assertThrows(RejectedExecutionException.class, () -> series.invoke(logged("c")));
        assertFalse(executor.awaitTermination(20, TimeUnit.MILLISECONDS));
        gate.open();
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        caller.join();
        assertEquals(List.of("a0", "b1"), log);
    }

    @Test
    void shouldEndAfterAGuestWithoutWorkers() throws Exception {
        Gate gate = new Gate();
        Thread caller = startGuest(gate);
        executor.shutdown();
        assertFalse(executor.isTerminated());
        gate.open();
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        caller.join();
        assertEquals(List.of("a0"), log);
    }

    @Test
    void shouldStopWhatIsBehindTheGuestAndNotTheGuest() throws Exception {
        Gate gate = new Gate();
        Thread caller = startGuest(gate);
        Thread second = startInvoking(series, logged("b"));
        awaitWaiting(second);
        assertEquals(List.of(), executor.shutdownNow());
        second.join();
        assertEquals(List.of("b abandoned"), log);
        gate.open();
        caller.join();
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        assertFalse(gate.wasInterrupted());
        assertEquals(List.of("b abandoned", "a0"), log);
    }

    /** A job that is a task too, and so is returned by shutdownNow. */
    private record Returned() implements OrderedJob, Runnable {

        @Override
        public void parallel(Worker worker, long place) {}

        @Override
        public void serial(Worker worker) {}

        @Override
        public void run() {}
    }

    @Test
    void shouldReturnTheJobThatWasInvoked() throws Exception {
        Gate gate = new Gate();
        Thread caller = startGuest(gate);
        Returned job = new Returned();
        Thread second = startInvoking(series, job);
        awaitWaiting(second);
        List<Runnable> unstarted = executor.shutdownNow();
        gate.open();
        caller.join();
        second.join();
        assertEquals(1, unstarted.size());
        assertSame(job, unstarted.get(0));
    }

    @Test
    void shouldRefuseAJobOfAClosedSeries() {
        series.close();
        assertThrows(RejectedExecutionException.class, () -> series.invoke(logged("a")));
        assertEquals(List.of(), log);
    }

    @Test
    void shouldFinishWhatWasAcceptedBeforeTheSeriesWasClosed() throws Exception {
        Gate gate = new Gate();
        Thread caller = startGuest(gate);
        series.submit(logged("b"));
        series.close();
        gate.open();
        caller.join();
        awaitLog(2);
        assertEquals(List.of("a0", "b1"), log);
    }

    @Test
    void shouldWaitOnWhenInterrupted() throws Exception {
        Gate gate = new Gate();
        series.submit(new Logged("a", gate));
        gate.entered();
        AtomicBoolean stayed = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            try {
                series.invoke(logged("b"));
                stayed.set(Thread.currentThread().isInterrupted() && log.contains("b1"));
            } catch (InterruptedException e) {
                thrown.set(e);
            }
        });
        caller.start();
        awaitWaiting(caller);
        caller.interrupt();
        gate.open();
        caller.join();
        assertNull(thrown.get());
        assertTrue(stayed.get());
    }

    @Test
    void shouldKeepAnInterruptThatCameBeforeFromTheJob() throws Exception {
        Logged job = new Logged("a", () -> assertFalse(Thread.currentThread().isInterrupted()));
        Thread.currentThread().interrupt();
        series.invoke(job);
        assertTrue(Thread.interrupted());
        assertNotSame(Thread.currentThread(), job.workedBy);
        assertEquals(List.of("a0"), log);
    }

    @Test
    void shouldLeaveACallerInterruptedWhoseJobWas() throws Exception {
        series.invoke(new OrderedJob() {
            @Override
            public void parallel(Worker worker, long place) throws InterruptedException {
                Thread.currentThread().interrupt();
                Thread.sleep(1);
            }

            @Override
            public void serial(Worker worker) {}

            @Override
            public void failed(Throwable failure) {
                log.add(failure.getClass().getSimpleName());
            }
        });
        assertTrue(Thread.interrupted());
        assertEquals(List.of("InterruptedException"), log);
    }

    @Test
    void shouldRejectAJobAfterTheEnd() {
        executor.shutdown();
        assertThrows(RejectedExecutionException.class, () -> series.invoke(logged("a")));
        assertEquals(List.of(), log);
        assertTrue(executor.isTerminated());
    }

    /** A caller that has come back may rely on it: its job is out. The one before is too, where one worker has ended both. */
    @Test
    void shouldReturnWhenTheJobHasLeftTheSeries() throws Exception {
        try (MillraceExecutor ofOne = MillraceExecutors.newFixedThreadPool(1);
                Series alone = ofOne.newSeries()) {
            for (int i = 0; i < 500; i++) {
                alone.submit(logged("a"));
                alone.invoke(logged("b"));
                assertEquals(0, alone.outstanding());
            }
        }
    }

    /** Threads that submit, put and invoke as it comes, in series that they share. */
    @Test
    void shouldKeepTheOrderOfEachThreadHoweverItsJobsCome() throws Exception {
        int jobs = 20_000;
        OrderChecker order = new OrderChecker();
        ExclusivityChecker exclusivity = new ExclusivityChecker();
        ExactlyOnceChecker once = new ExactlyOnceChecker(3 * jobs);
        Map<Series, AtomicIntegerArray> places = Map.of(
                series, new AtomicIntegerArray(3 * jobs), executor.newSeries(), new AtomicIntegerArray(3 * jobs));
        List<Series> shared = List.copyOf(places.keySet());
        List<Thread> callers = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            int caller = number;
            Random random = new Random(caller);
            callers.add(new Thread(() -> {
                try {
                    for (int i = 0; i < jobs; i++) {
                        Series of = shared.get(random.nextInt(shared.size()));
                        int id = caller * jobs + i;
                        OrderedJob job = new Checked(of, caller, i, id, order, exclusivity, once, places.get(of));
                        switch (random.nextInt(4)) {
                            case 0 -> of.submit(job);
                            case 1 -> of.put(job);
                            default -> of.invoke(job);
                        }
                    }
                } catch (Throwable e) {
                    thrown.set(e);
                }
            }));
        }
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        executor.close();
        assertNull(thrown.get());
        order.verify();
        exclusivity.verify();
        once.verify();
        assertEquals(
                3 * jobs,
                places.values().stream()
                        .mapToInt(SeriesInvokeTest::countedFromZero)
                        .sum());
    }

    /** Returns how many places were taken, each once and none left out. */
    private static int countedFromZero(AtomicIntegerArray places) {
        int taken = 0;
        while (taken < places.length() && places.get(taken) == 1) {
            taken++;
        }
        return taken;
    }

    private record Checked(
            Series of,
            int caller,
            int number,
            int id,
            OrderChecker order,
            ExclusivityChecker exclusivity,
            ExactlyOnceChecker once,
            AtomicIntegerArray places)
            implements OrderedJob {

        @Override
        public void parallel(Worker worker, long place) {
            exclusivity.enter(worker.index());
            places.incrementAndGet((int) place);
            exclusivity.leave(worker.index());
        }

        @Override
        public void serial(Worker worker) {
            exclusivity.enter(of);
            order.seen(List.of(of.hashCode(), caller), number);
            once.ended(id, ExactlyOnceChecker.End.RAN);
            exclusivity.leave(of);
        }
    }
}
