package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Several submitters at once. */
class OrderedFuturesConcurrencyTest {

    private static final int SUBMITTERS = 3;
    private static final int IN_A_ROW = 100;
    private static final long RUN_NANOS = TimeUnit.SECONDS.toNanos(3);

    @Test
    void shouldKeepTheOrderOfEachSubmitter() throws InterruptedException {
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        AtomicLong rows = new AtomicLong();
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(3)
                        .reorderWindow(32)
                        .seriesLimit(1)
                        .build();
                OrderedFutures<Integer, Integer> futures =
                        OrderedFutures.mapOrdered(number -> Work.spin(number, number * 31 % 500), executor)) {
            List<Thread> submitters = new ArrayList<>();
            for (int i = 0; i < SUBMITTERS; i++) {
                submitters.add(new Thread(() -> {
                    long begin = System.nanoTime();
                    try {
                        while (System.nanoTime() - begin < RUN_NANOS) {
                            submitARow(futures);
                            rows.incrementAndGet();
                        }
                    } catch (Throwable failure) {
                        failures.add(failure);
                    }
                }));
            }
            submitters.forEach(Thread::start);
            for (Thread submitter : submitters) {
                submitter.join();
            }
        }
        assertEquals(List.of(), List.copyOf(failures));
        assertTrue(rows.get() >= SUBMITTERS, () -> "rows=" + rows);
    }

    private static void submitARow(OrderedFutures<Integer, Integer> futures) throws InterruptedException {
        List<CompletableFuture<Integer>> row = new ArrayList<>();
        for (int number = 0; number < IN_A_ROW; number++) {
            row.add(futures.submit(number));
        }
        for (int number = IN_A_ROW - 1; number >= 0; number--) {
            assertEquals(number, row.get(number).join());
            assertTrue(row.subList(0, number).stream().allMatch(CompletableFuture::isDone), "in order");
        }
    }
}
