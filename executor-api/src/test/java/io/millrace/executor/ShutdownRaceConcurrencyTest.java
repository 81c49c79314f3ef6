package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.ExactlyOnceChecker.End;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Submissions race with the end of the executor: what was accepted ends exactly once. */
class ShutdownRaceConcurrencyTest {

    private static final int SUBMITTERS = 2;
    private static final int TASKS_EACH = 40;

    /** How a submitter hands its tasks in. */
    enum Way {
        PLAIN,
        ATOMIC,
        DIRECTED,
        ORDERED
    }

    private record Numbered(int number, ExactlyOnceChecker checker) implements Runnable {
        @Override
        public void run() {
            checker.ended(number, End.RAN);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN,64,true",
        "PLAIN,64,false",
        "PLAIN,2,true",
        "PLAIN,2,false",
        "PLAIN,1,true",
        "PLAIN,1,false",
        "ATOMIC,64,true",
        "ATOMIC,64,false",
        "ATOMIC,2,true",
        "ATOMIC,2,false",
        "DIRECTED,64,true",
        "DIRECTED,64,false",
        "DIRECTED,2,true",
        "DIRECTED,1,false",
        "ORDERED,64,true",
        "ORDERED,64,false",
        "ORDERED,2,true",
        "ORDERED,2,false",
        "ORDERED,1,true"
    })
    void shouldEndEveryAcceptedTaskOnce(Way way, int credits, boolean now) throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(60)) {
            SplittableRandom random = new SplittableRandom(credits * 31L + way.ordinal());
            int rounds = Integer.getInteger("millrace.rounds", 200);
            Phaser phaser = new Phaser(SUBMITTERS + 1);
            Round[] current = new Round[1];
            Thread[] submitters = new Thread[SUBMITTERS];
            for (int s = 0; s < SUBMITTERS; s++) {
                int first = s * TASKS_EACH;
                submitters[s] = new Thread(() -> {
                    for (int round = 0; round < rounds; round++) {
                        phaser.arriveAndAwaitAdvance();
                        current[0].submitAll(first);
                        phaser.arriveAndAwaitAdvance();
                    }
                });
                submitters[s].start();
            }
            for (int round = 0; round < rounds; round++) {
                current[0] = new Round(way, credits, 1 + round % 3);
                phaser.arriveAndAwaitAdvance();
                spin(random.nextInt(20_000));
                List<Runnable> unstarted = List.of();
                if (now) {
                    unstarted = current[0].executor.shutdownNow();
                } else {
                    current[0].executor.shutdown();
                }
                phaser.arriveAndAwaitAdvance();
                current[0].verify(unstarted);
            }
            for (Thread submitter : submitters) {
                submitter.join();
            }
        }
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    private static final class Round {

        private final TrackedThreads threads = new TrackedThreads();
        private final ExactlyOnceChecker checker = new ExactlyOnceChecker(SUBMITTERS * TASKS_EACH);
        private final MillraceExecutor executor;
        private final ExecutorService view;
        private final AtomicInteger rejected = new AtomicInteger();

        Round(Way way, int credits, int workers) {
            executor = MillraceExecutors.builder()
                    .workers(workers)
                    .credits(credits)
                    .seriesLimit(4)
                    .threadFactory(threads)
                    .build();
            view = switch (way) {
                case PLAIN -> executor;
                case ATOMIC -> executor.atomic("key");
                case DIRECTED -> executor.directed();
                case ORDERED -> executor.ordered(executor.newSeries());
            };
        }

        void submitAll(int first) {
            for (int i = first; i < first + TASKS_EACH; i++) {
                try {
                    view.execute(new Numbered(i, checker));
                } catch (RejectedExecutionException e) {
                    checker.ended(i, End.REJECTED);
                    rejected.incrementAndGet();
                }
            }
        }

        void verify(List<Runnable> unstarted) throws InterruptedException {
            assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS), executor::toString);
            threads.join();
            threads.assertNothingUncaught();
            unstarted.forEach(task -> checker.ended(((Numbered) task).number(), End.RETURNED));
            checker.verify();
            assertEquals(0, executor.snapshot().backlog());
            assertEquals(0, executor.snapshot().inFlight());
            assertEquals(0, executor.keys().size());
        }
    }
}
