package io.millrace.samples.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.ordered.Dispatch;
import io.millrace.ordered.OrderedPipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/guide.md} about stages of batches and of several handlers, between marks. */
class StageExamplesTest {

    private record Transfer(String account, long amount) {

        static Transfer parse(String line) {
            String[] parts = line.split(" ", 2);
            return new Transfer(parts[0], Long.parseLong(parts[1]));
        }
    }

    private static final class Database {

        /** Returns the keys of the rows. Inserts all or none. */
        List<Long> insertAll(List<Transfer> transfers) {
            for (Transfer transfer : transfers) {
                if (transfer.amount < 0) {
                    throw new IllegalArgumentException("amount below zero");
                }
            }
            return transfers.stream().map(Transfer::amount).toList();
        }
    }

    @Test
    void shouldInsertManyTransfersInOneCall() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        List<Long> expected = new ArrayList<>();
        for (long i = 0; i < 1000; i++) {
            boolean broken = i % 100 == 50;
            lines.add("account" + i % 7 + (broken ? " -" : " ") + i);
            if (!broken) {
                expected.add(i);
            }
        }
        Queue<String> refused = new ConcurrentLinkedQueue<>();
        Database database = new Database();
        List<Long> written = new ArrayList<>();
        // begin batches
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool();
                OrderedPipeline<String> pipeline = OrderedPipeline.<String>on(executor)
                        .parallel(Transfer::parse)
                        .batched(100, Duration.ofMillis(5), database::insertAll) // one call for up to 100
                        .singly() // if that fails, one call for each
                        .deadLetter((transfer, failure) -> refused.add(transfer + ": " + failure.getMessage()))
                        .serial(written::add)
                        .start()) {
            for (String line : lines) {
                pipeline.submit(line);
            }
        }
        // end batches
        assertEquals(expected, written);
        assertEquals(10, refused.size());
    }

    @Test
    void shouldHandEachLineToItsHandler() throws InterruptedException {
        List<String> lines = List.of("+1", "# two", "three", "+4");
        List<Long> numbers = new ArrayList<>();
        // begin dispatch
        Dispatch<String, Long> dispatch = Dispatch.<String, Long>of(
                        line -> line.startsWith("+"), line -> Long.parseLong(line))
                .when(line -> line.startsWith("#"), line -> 0L);
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool();
                OrderedPipeline<String> pipeline = OrderedPipeline.<String>on(executor)
                        .parallel(dispatch)
                        .serial(numbers::add)
                        .start()) {
            for (String line : lines) {
                pipeline.submit(line);
            }
        }
        assertEquals(1, dispatch.leftOutCount());
        // end dispatch
        assertEquals(List.of(1L, 0L, 4L), numbers);
    }
}
