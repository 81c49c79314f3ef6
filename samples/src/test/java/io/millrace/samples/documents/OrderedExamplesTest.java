package io.millrace.samples.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.ordered.OrderedFutures;
import io.millrace.ordered.OrderedIterator;
import io.millrace.ordered.OrderedProcessor;
import io.millrace.ordered.OrderedStreams;
import io.millrace.ordered.OrderedWindow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/guide.md} about streams, futures and Flow, between marks. */
class OrderedExamplesTest {

    private final List<String> written = new ArrayList<>();
    private final List<String> lines =
            IntStream.range(0, 1000).mapToObj(line -> "line " + line).toList();
    private final List<String> expected =
            lines.stream().map(line -> line.toUpperCase(Locale.ROOT)).toList();

    private static String shout(String line) {
        return line.toUpperCase(Locale.ROOT);
    }

    @Test
    void shouldMapAStream(@TempDir Path directory) throws IOException {
        Path log = Files.write(directory.resolve("log"), lines, StandardCharsets.UTF_8);
        // begin ordered stream
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool();
                Stream<String> results =
                        OrderedStreams.mapOrdered(Files.lines(log), line -> shout(line), executor, 256)) {
            results.forEachOrdered(written::add);
        }
        // end ordered stream
        assertEquals(expected, written);
    }

    @Test
    void shouldMapAnIterator() {
        // begin ordered iterator
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool();
                OrderedIterator<String> results =
                        OrderedStreams.mapOrdered(lines.iterator(), line -> shout(line), executor)) {
            while (results.hasNext()) {
                written.add(results.next());
            }
        }
        // end ordered iterator
        assertEquals(expected, written);
    }

    @Test
    void shouldGiveAFutureForEachItem() throws InterruptedException {
        // begin ordered futures
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool();
                OrderedFutures<String, String> shouting = OrderedFutures.mapOrdered(line -> shout(line), executor)) {
            List<CompletableFuture<String>> futures = new ArrayList<>();
            for (String line : lines) {
                futures.add(shouting.submit(line)); // waits while too much is in flight
            }
            futures.get(999).join();
            futures.forEach(future -> written.add(future.getNow("the last one completes last")));
        }
        // end ordered futures
        assertEquals(expected, written);
    }

    @Test
    void shouldProcessAFlow() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Flow.Subscriber<String> subscriber = new Writer(written, ended);
        // begin ordered processor
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool()) {
            OrderedProcessor<String, String> shouting = OrderedProcessor.mapOrdered(line -> shout(line), executor, 64);
            shouting.subscribe(subscriber);
            try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>(executor, 64)) {
                publisher.subscribe(shouting);
                lines.forEach(publisher::submit);
            }
            ended.await(); // for onComplete, while the executor still takes what is on its way
        }
        // end ordered processor
        assertEquals(expected, written);
    }

    @Test
    void shouldWorkInAWindow() {
        // begin ordered window
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool();
                OrderedWindow<String, String> window = OrderedWindow.of(executor, 64, line -> shout(line))) {
            for (String line : lines) {
                window.add(line);
                while (window.isFull() || window.isReady()) {
                    written.add(window.take());
                }
            }
            while (!window.isEmpty()) {
                written.add(window.take());
            }
        }
        // end ordered window
        assertEquals(expected, written);
    }

    private record Writer(List<String> written, CountDownLatch ended) implements Flow.Subscriber<String> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            written.add(line);
        }

        @Override
        public void onError(Throwable failure) {
            written.add(failure.toString());
            ended.countDown();
        }

        @Override
        public void onComplete() {
            ended.countDown();
        }
    }
}
