package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Chains of processors between a publisher of the JDK and a subscriber that asks from a thread of its own. */
class OrderedProcessorConcurrencyTest {

    private static final long RUN_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final int SERIES = 256;

    @Test
    void shouldKeepTheOrderThroughAChainWhoeverAsks() throws InterruptedException {
        ExecutorService publishers = Executors.newSingleThreadExecutor();
        SplittableRandom random = new SplittableRandom(7);
        int chains = 0;
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(3)
                        .seriesLimit(SERIES)
                        .build()) {
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < RUN_NANOS) {
                runChain(random, executor, publishers);
                chains++;
            }
            Work.assertAllSeriesFree(executor, SERIES);
        } finally {
            publishers.shutdown();
        }
        assertTrue(chains > 10, "chains=" + chains);
    }

    private static void runChain(SplittableRandom random, MillraceExecutor executor, ExecutorService publishers)
            throws InterruptedException {
        int count = random.nextInt(2000);
        boolean cancels = random.nextInt(4) == 0;
        int cost = 1 + random.nextInt(1000);
        OrderedProcessor<Integer, Integer> first = OrderedProcessor.mapOrdered(
                number -> Work.spin(number, number * 31 % cost), executor, 1 + random.nextInt(64));
        OrderedProcessor<Integer, Integer> second = OrderedProcessor.mapOrdered(
                number -> Work.spin(number, number * 17 % cost), executor, 1 + random.nextInt(64));
        Collector<Integer> collector = new Collector<>(0, 0);
        second.subscribe(collector);
        first.subscribe(second);
        try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(publishers, 32)) {
            publisher.subscribe(first);
            Thread asking = new Thread(() -> {
                int portion = 1 + count % 7;
                while (collector.ended.getCount() > 0) {
                    if (cancels && collector.elements.size() > count / 2) {
                        collector.subscription.cancel();
                        return;
                    }
                    collector.subscription.request(portion);
                    Thread.yield();
                }
            });
            asking.start();
            for (int number = 0; number < count; number++) {
                publisher.submit(number);
                if (cancels && !asking.isAlive()) {
                    break;
                }
            }
            publisher.close();
            asking.join();
        }
        assertNull(collector.failure);
        int seen = collector.elements.size();
        assertTrue(cancels || seen == count, () -> "seen=" + seen + ", count=" + count);
        // A copy: after a cancellation the last element may still be on its way.
        assertEquals(
                IntStream.range(0, seen).boxed().toList(),
                collector.elements.stream().limit(seen).toList());
    }
}
