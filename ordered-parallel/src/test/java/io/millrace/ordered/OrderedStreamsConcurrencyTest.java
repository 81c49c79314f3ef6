package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Streams of many threads at once, and many streams one after the other. */
class OrderedStreamsConcurrencyTest {

    private static final int READERS = 4;
    private static final long RUN_NANOS = TimeUnit.SECONDS.toNanos(4);

    @Test
    void shouldKeepEveryOrderWhateverOthersDo() throws InterruptedException {
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        AtomicLong streams = new AtomicLong();
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(3)
                        .credits(64)
                        .seriesLimit(256)
                        .build()) {
            List<Thread> readers = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                SplittableRandom random = new SplittableRandom(reader);
                boolean inTask = reader == 0;
                readers.add(new Thread(() -> {
                    long begin = System.nanoTime();
                    try {
                        while (System.nanoTime() - begin < RUN_NANOS) {
                            Reading reading = new Reading(random.split(), executor);
                            if (inTask) {
                                executor.submit(reading).get();
                            } else {
                                reading.run();
                            }
                            streams.incrementAndGet();
                        }
                    } catch (Throwable failure) {
                        failures.add(failure);
                    }
                }));
            }
            readers.forEach(Thread::start);
            for (Thread reader : readers) {
                reader.join();
            }
            assertEquals(List.of(), List.copyOf(failures));
            Work.assertAllSeriesFree(executor, 256);
        }
        assertTrue(streams.get() > READERS, () -> "streams=" + streams);
    }

    /** Reads one stream to its end, its failure, or somewhere between, and closes it or not. */
    private record Reading(SplittableRandom random, MillraceExecutor executor) implements Runnable {

        @Override
        public void run() {
            int count = random.nextInt(400);
            int window = 1 + random.nextInt(64);
            int failing = random.nextInt(3) == 0 ? random.nextInt(400) : -1;
            int wanted = random.nextInt(3) == 0 ? random.nextInt(400) : count;
            int cost = random.nextInt(2000);
            AtomicInteger next = new AtomicInteger();
            AtomicInteger read = new AtomicInteger();
            Stream<Integer> source = IntStream.range(0, count).boxed().peek(number -> {
                int ahead = read.incrementAndGet() - next.get();
                assertTrue(ahead <= window, () -> "ahead=" + ahead + ", window=" + window);
            });
            Stream<Integer> mapped =
                    OrderedStreams.mapOrdered(source, number -> work(number, cost, failing), executor, window);
            try {
                mapped.limit(wanted).forEachOrdered(number -> assertEquals(next.getAndIncrement(), number));
            } catch (IllegalStateException planned) {
                assertEquals("planned " + failing, planned.getMessage());
                assertEquals(failing, next.get());
                return;
            }
            assertEquals(Math.min(wanted, count), next.get());
            if (count % 2 == 0) {
                mapped.close();
            }
        }

        private static int work(int number, int cost, int failing) {
            if (number == failing) {
                throw new IllegalStateException("planned " + failing);
            }
            return Work.spin(number, number * 31 % (cost + 1));
        }
    }

    @Test
    void shouldLeaveNothingBehindAfterTenThousandStreams() throws InterruptedException {
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor =
                        MillraceExecutors.builder().workers(2).seriesLimit(64).build()) {
            int threads = Thread.activeCount();
            for (int round = 0; round < 10_000; round++) {
                Stream<Integer> mapped =
                        OrderedStreams.mapOrdered(IntStream.range(0, 8).boxed(), number -> number, executor, 4);
                assertEquals(0, mapped.findFirst().orElseThrow());
                // Every other one is just dropped.
                if (round % 2 == 0) {
                    mapped.close();
                }
            }
            Work.assertAllSeriesFree(executor, 64);
            assertTrue(Thread.activeCount() <= threads + 2, "threads=" + Thread.activeCount());
            assertEquals(0, executor.snapshot().inFlight());
        }
    }
}
