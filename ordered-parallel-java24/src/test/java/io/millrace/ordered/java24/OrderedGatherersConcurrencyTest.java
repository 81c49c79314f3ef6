package io.millrace.ordered.java24;

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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Streams of several threads at once, one of them in tasks of the executor. */
class OrderedGatherersConcurrencyTest {

    private static final int READERS = 3;
    private static final long RUN_NANOS = TimeUnit.SECONDS.toNanos(3);

    @Test
    void shouldKeepEveryOrderWhateverOthersDo() throws InterruptedException {
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        AtomicLong streams = new AtomicLong();
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor =
                        MillraceExecutors.builder().workers(3).credits(64).build()) {
            List<Thread> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                SplittableRandom random = new SplittableRandom(i);
                boolean inTask = i == 0;
                readers.add(new Thread(() -> {
                    long begin = System.nanoTime();
                    try {
                        while (System.nanoTime() - begin < RUN_NANOS) {
                            Runnable reading = () -> readOne(random, executor);
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
        }
        assertEquals(List.of(), List.copyOf(failures));
        assertTrue(streams.get() > READERS, () -> "streams=" + streams);
    }

    private static void readOne(SplittableRandom random, MillraceExecutor executor) {
        int count = random.nextInt(400);
        int window = 1 + random.nextInt(64);
        int wanted = random.nextInt(3) == 0 ? random.nextInt(400) : count;
        int cost = 1 + random.nextInt(2000);
        List<Integer> seen = IntStream.range(0, count)
                .boxed()
                .gather(OrderedGatherers.mapOrdered(executor, window, number -> spin(number, number * 31 % cost)))
                .limit(wanted)
                .toList();
        assertEquals(IntStream.range(0, Math.min(wanted, count)).boxed().toList(), seen);
    }

    private static int spin(int result, int loops) {
        for (int i = 0; i < loops; i++) {
            Thread.onSpinWait();
        }
        return result;
    }
}
