package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As padata was tested when it got masks that change: random sets of 8 workers, under load, with resizes and pauses between. */
class WorkerSetsConcurrencyTest {

    private static final int CHANGES = Integer.getInteger("millrace.changes", 2_000);
    private static final int WORKERS = 8;

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final OrderChecker order = new OrderChecker();
    private final ExclusivityChecker exclusivity = new ExclusivityChecker();
    private final AtomicInteger ended = new AtomicInteger();

    private static Set<Integer> anySet(SplittableRandom dice) {
        int mask = 1 + dice.nextInt((1 << WORKERS) - 1);
        Set<Integer> set = new HashSet<>();
        for (int worker = 0; worker < WORKERS; worker++) {
            if ((mask >> worker & 1) != 0) {
                set.add(worker);
            }
        }
        return set;
    }

    private OrderedJob job(Series series, int number) {
        return new OrderedJob() {
            @Override
            public void parallel(Worker worker, long place) {
                assertEquals(number, place);
                OrderedViewTest.burn(number * 31 % 200);
            }

            @Override
            public void serial(Worker worker) {
                exclusivity.enter(series);
                order.seen(series, number);
                ended.incrementAndGet();
                exclusivity.leave(series);
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"64,60000,0", "8,0,0", "64,1,4"})
    void shouldKeepEveryOrderWhateverIsChosen(int credits, int keepAliveMillis, int spares) throws Exception {
        SplittableRandom dice = new SplittableRandom(credits);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger submitted = new AtomicInteger();
        try (MillraceExecutor executor = threads.watched(MillraceExecutors.builder()
                .workers(WORKERS)
                .credits(credits)
                .keepAlive(Duration.ofMillis(keepAliveMillis))
                .spares(spares)
                .threadFactory(threads)
                .build())) {
            List<Thread> submitters = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Series series = executor.newSeries();
                Thread submitter = new Thread(() -> {
                    for (int number = 0; !over.get(); number++) {
                        put(series, job(series, number));
                        submitted.incrementAndGet();
                    }
                });
                threads.adopt(submitter);
                submitter.start();
                submitters.add(submitter);
            }
            for (int change = 0; change < CHANGES / 3; change++) {
                change(executor, dice);
                int before = ended.get();
                // Each choice gets something done.
                while (ended.get() == before && change % 8 == 0) {
                    Thread.yield();
                }
            }
            over.set(true);
            for (Thread submitter : submitters) {
                submitter.join();
            }
            assertTrue(executor.drain(Duration.ofSeconds(20)).isDone());
        }
        order.verify();
        exclusivity.verify();
        assertEquals(submitted.get(), ended.get());
        threads.assertNothingUncaught();
    }

    private static void change(MillraceExecutor executor, SplittableRandom dice) {
        switch (dice.nextInt(8)) {
            case 0 -> executor.resize(1 + dice.nextInt(WORKERS));
            case 1 -> {
                executor.pause();
                executor.serialWorkers(anySet(dice));
                executor.resume();
            }
            case 2, 3, 4 -> usable(executor, executor.parallelWorkers(anySet(dice)));
            default -> usable(executor, executor.serialWorkers(anySet(dice)));
        }
    }

    private static void usable(MillraceExecutor executor, Set<Integer> now) {
        assertTrue(!now.isEmpty() && now.stream().allMatch(worker -> worker < executor.workers()), now.toString());
    }

    private static void put(Series series, OrderedJob job) {
        try {
            series.put(job);
        } catch (InterruptedException interrupt) {
            throw new AssertionError(interrupt);
        }
    }
}
