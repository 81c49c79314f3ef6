package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExplanationTest {

    private static final Pattern PLACES = Pattern.compile("    at io.millrace.*");
    private static final Pattern TIMES = Pattern.compile("for \\d+(\\.\\d)? (us|ms|s)");

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutorBuilder builder(int workers) {
        return MillraceExecutors.builder().name("orders").workers(workers).threadFactory(threads);
    }

    /** Returns the page without what differs from run to run. */
    private static String page(MillraceExecutor executor) {
        String page = PLACES.matcher(executor.explain()).replaceAll("    at PLACE");
        return TIMES.matcher(page).replaceAll("for TIME");
    }

    private static void awaitAsleep(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    /** A task with a name that sleeps until it is let go. */
    private static final class Sleeper implements Runnable {

        private final String name;
        private final Gate gate = new Gate();

        Sleeper(String name) {
            this.name = name;
        }

        @Override
        public void run() {
            gate.run();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void shouldTellOfAnExecutorThatNobodyUses() {
        MillraceExecutor executor = builder(2).build();
        assertEquals("""
                executor orders: running
                figures
                  threads  0, of them spares 0; allowed: workers 2, spares 0
                  active   0
                  waiting  0: in line 0, behind others of their keys 0, for the device 0; timers 0
                  ended    0
                threads
                  none
                hot keys
                  none
                series that stand still
                  none
                device
                  credits 8192, in flight 0
                what one might do
                  nothing
                """, page(executor));
        executor.close();
        assertEquals("""
                executor orders: terminated
                figures
                  threads  0, of them spares 0; allowed: workers 2, spares 0
                  active   0
                  waiting  0: in line 0, behind others of their keys 0, for the device 0; timers 0
                  ended    0
                threads
                  none
                hot keys
                  none
                series that stand still
                  none
                device
                  closed
                what one might do
                  nothing: the executor has ended
                """, page(executor));
    }

    @Test
    void shouldTellOfAnExecutorThatIsFull() throws InterruptedException {
        MillraceExecutor executor = builder(1).queueLimit(2).recordLatency().build();
        Sleeper slow = new Sleeper("import of\nmonday");
        executor.execute(slow);
        slow.gate.entered();
        executor.execute(() -> {});
        executor.execute(() -> {});
        try {
            executor.execute(() -> {});
        } catch (RejectedExecutionException wanted) {
            executor.schedule(() -> {}, 1, TimeUnit.DAYS);
        }
        awaitAsleep(threads.made.get(0));
        assertEquals("""
                executor orders: running
                figures
                  threads  1, of them spares 0; allowed: workers 1, spares 0
                  active   1
                  waiting  2: in line 2, behind others of their keys 0, for the device 0; timers 1
                  ended    0
                  oldest   waits for TIME
                  bound    places taken 3 of 3, rejected 1, discarded 0, overdue 0
                threads
                  worker-0, worker 0: WAITING in import of monday for TIME
                    at PLACE
                hot keys
                  none
                series that stand still
                  none
                device
                  credits 8192, in flight 1
                  queue tasks: waiting 0, in work 1, parked 0
                what one might do
                  all 1 threads sleep in tasks, 2 tasks wait: look at their stacks, or allow more spares than 0
                  full: submit less, raise queueLimit, or choose another RejectedTaskHandler
                """, page(executor));
        slow.gate.open();
        executor.shutdownNow();
        executor.close();
    }

    @Test
    void shouldTellOfAKeyThatIsStuck() throws InterruptedException {
        MillraceExecutor executor = builder(2).build();
        Sleeper slow = new Sleeper("payment 17");
        executor.atomic("customer 9").execute(slow);
        slow.gate.entered();
        for (int task = 0; task < 8; task++) {
            executor.atomic("customer 9").execute(() -> {});
        }
        awaitAsleep(threads.made.get(0));
        String page = page(executor);
        assertTrue(page.contains("  worker-0, worker 0: WAITING in payment 17\n    at PLACE\n"), page);
        assertTrue(page.contains("behind others of their keys 8"), page);
        assertTrue(page.contains("hot keys\n  9 of customer 9\n"), page);
        assertTrue(
                page.endsWith("what one might do\n"
                        + "  most that waits is of one key, whose tasks run one at a time: customer 9\n"),
                page);
        slow.gate.open();
        executor.close();
    }

    @Test
    void shouldTellWhatATaskWaitsForAndOfSpares() throws Exception {
        MillraceExecutor executor = builder(1).spares(1).build();
        Sleeper slow = new Sleeper("slow");
        Future<?> awaited = executor.atomic("key").submit(slow);
        slow.gate.entered();
        Future<?> waits = executor.submit(() -> awaited.get());
        while (!executor.explain().contains(", waits for ")) {
            Thread.onSpinWait();
        }
        String page = executor.explain();
        assertTrue(page.contains("threads  2, of them spares 1; allowed: workers 1, spares 1"), page);
        assertEquals(1, executor.snapshot().spareThreads());
        slow.gate.open();
        waits.get();
        executor.close();
    }

    @Test
    void shouldTellOfASeriesThatStandsStill() throws InterruptedException {
        MillraceExecutor executor = builder(2).build();
        Series series = executor.newSeries();
        Sleeper slow = new Sleeper("slow");
        executor.ordered(series).execute(slow);
        slow.gate.entered();
        for (int task = 0; task < 3; task++) {
            executor.ordered(series).execute(() -> {});
        }
        while (!executor.explain().contains("3 wait for job 0")) {
            Thread.onSpinWait();
        }
        String page = page(executor);
        assertTrue(page.contains("  a job holds up a whole series: look at what job 0 of series 0 does\n"), page);
        slow.gate.open();
        executor.close();
    }

    @Test
    void shouldOutliveKeysAndTasksThatCannotBeToldOf() throws InterruptedException {
        MillraceExecutor executor = builder(1).build();
        Gate gate = new Gate();
        Object key = new Object() {
            @Override
            public String toString() {
                throw new StackOverflowError("planned");
            }
        };
        executor.atomic(key).execute(gate);
        gate.entered();
        String page = executor.explain();
        assertTrue(page.contains("(its toString has thrown java.lang.StackOverflowError)"), page);
        gate.open();
        executor.close();
    }

    @Test
    void shouldAnswerWhileEverythingMoves() {
        MillraceExecutor executor = builder(2).recordLatency().build();
        for (int round = 0; round < 300; round++) {
            for (int task = 0; task < 50; task++) {
                executor.execute(() -> {});
                executor.atomic(task % 7).execute(() -> {});
            }
            if (round == 250) {
                executor.shutdown();
                break;
            }
            assertTrue(executor.explain().startsWith("executor orders: "));
        }
        while (!executor.isTerminated()) {
            assertTrue(executor.explain().startsWith("executor orders: "));
        }
        executor.close();
    }

    @Test
    void shouldSayWhatIsPausedAndHowManyWorkersThereMayBe() {
        try (MillraceExecutor executor =
                MillraceExecutors.builder().name("held").workers(4).build()) {
            executor.resize(3);
            executor.pauseKey("account");
            executor.pause();
            executor.execute(() -> {});
            String page = executor.explain();
            assertTrue(page.startsWith("executor held: running, paused\n"), page);
            assertTrue(page.contains("allowed: workers 3, spares 0"), page);
            assertTrue(
                    page.endsWith("what one might do\n  paused: call resume()\n"
                            + "  paused keys: 1, until resumeKey() is called for each\n"),
                    page);
            assertTrue(executor.toString().startsWith("held[running, paused, "), executor::toString);
        }
    }
}
