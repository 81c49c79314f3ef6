package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Devices;
import io.millrace.core.contract.Jitter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Series that are closed while their jobs are out, which submit, make stops, wait for others to let them go on, and end; and others that take their ids
 * at once. Each job that was accepted ends once and in order, and none that was rejected runs.
 */
class SeriesCloseConcurrencyTest {

    private static final int ROUNDS = Integer.getInteger("millrace.rounds", 400);

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final LinkedBlockingQueue<DetachedJob> detached = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable String> wrong = new AtomicReference<>();

    /** What a series was to see. */
    private static final class Account {
        private final OrderChecker order = new OrderChecker();
        private final AtomicInteger accepted = new AtomicInteger();
        private final AtomicInteger rejected = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();
    }

    /** A job that may leave its worker, and make a stop. */
    private final class Straying implements OrderedJob {

        private final Account account;
        private final int submitter;
        private final int number;
        private final int way;
        private int parts;

        Straying(Account account, int submitter, int number, int way) {
            this.account = account;
            this.submitter = submitter;
            this.number = number;
            this.way = way;
        }

        @Override
        public boolean makesStops() {
            return way > 0;
        }

        @Override
        public void parallel(Worker worker, long place) {
            parts++;
            if (way == 1) {
                detached.add(worker.detach());
            }
        }

        @Override
        public @Nullable Stop next() {
            return way == 2 && parts == 1 ? Stop.keyed(submitter) : null;
        }

        @Override
        public void further(Worker worker) {
            parts++;
        }

        @Override
        public void serial(Worker worker) {
            if (way < 2) {
                account.order.seen(submitter, number);
            }
            account.ended.incrementAndGet();
            if (parts != (way == 2 ? 2 : 1)) {
                wrong.set("parts=" + parts + ", way=" + way);
            }
        }

        @Override
        public void abandoned() {
            account.ended.incrementAndGet();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false,1,2,false",
        "false,2,4,false",
        "false,2,64,false",
        "false,4,256,false",
        "false,2,4,true",
        "false,2,64,true",
        "true,1,2,false",
        "true,2,4,false",
        "true,2,4,true"
    })
    void shouldEndEachJobOnceThoughItsSeriesIsClosed(boolean heldUp, int workers, int credits, boolean now)
            throws Exception {
        int limit = 3;
        Thread mover = new Thread(this::moveOn);
        threads.adopt(mover);
        mover.start();
        try {
            for (int round = 0; round < ROUNDS / 20; round++) {
                MillraceExecutor executor = threads.watched(MillraceExecutors.builder()
                        .device(heldUp ? Jitter.NAME : Devices.DEFAULT_NAME)
                        .workers(workers)
                        .credits(credits)
                        .seriesLimit(limit)
                        .threadFactory(threads)
                        .build());
                List<Account> accounts = new ArrayList<>();
                for (int series = 0; series < 20; series++) {
                    accounts.add(race(executor, series, round));
                }
                if (now) {
                    executor.shutdownNow();
                } else {
                    // All ids come back.
                    for (int i = 0; i < limit; i++) {
                        open(executor);
                    }
                }
                executor.close();
                for (Account account : accounts) {
                    account.order.verify();
                    assertEquals(account.accepted.get(), account.ended.get());
                }
            }
        } finally {
            mover.interrupt();
        }
        mover.join();
        assertEquals(null, wrong.get());
        threads.assertNothingUncaught();
    }

    private void moveOn() {
        try {
            while (true) {
                detached.take().proceed();
            }
        } catch (InterruptedException end) {
            assertTrue(detached.isEmpty());
        }
    }

    private static Series open(MillraceExecutor executor) {
        while (true) {
            try {
                return executor.newSeries();
            } catch (RejectedExecutionException allOpen) {
                Thread.yield();
            }
        }
    }

    private Account race(MillraceExecutor executor, int number, int round) throws InterruptedException {
        Account account = new Account();
        Series series = open(executor);
        SplittableRandom dice = new SplittableRandom(1_000L * round + number);
        int jobs = 1 + dice.nextInt(30);
        List<Thread> submitters = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int submitter = i;
            SplittableRandom own = dice.split();
            Thread thread = new Thread(() -> {
                for (int job = 0; job < jobs; job++) {
                    submit(series, new Straying(account, submitter, job, own.nextInt(3)));
                }
            });
            threads.adopt(thread);
            thread.start();
            submitters.add(thread);
        }
        for (int spins = dice.nextInt(3_000); spins > 0; spins--) {
            Thread.onSpinWait();
        }
        series.close();
        for (Thread submitter : submitters) {
            submitter.join();
        }
        assertEquals(2 * jobs, account.accepted.get() + account.rejected.get());
        return account;
    }

    private static void submit(Series series, Straying job) {
        try {
            if (job.number % 3 == 0) {
                series.putOrRun(job);
            } else {
                series.submit(job);
            }
            job.account.accepted.incrementAndGet();
        } catch (RejectedExecutionException closed) {
            job.account.rejected.incrementAndGet();
        } catch (InterruptedException interrupt) {
            throw new AssertionError(interrupt);
        }
    }
}
