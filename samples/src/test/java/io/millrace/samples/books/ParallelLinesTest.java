package io.millrace.samples.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class ParallelLinesTest {
    private static final int EVENTS = 20_000;

    private final List<String> rows = new ArrayList<>();

    /** Counts what goes on in one symbol without any lock of the symbol. */
    private static final class Watched {
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicLong last = new AtomicLong();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 64})
    void shouldHaveEventsOfASymbolOneAtATimeAndInOrder(int workers) throws IOException {
        Map<String, Watched> bySymbol = new ConcurrentHashMap<>();
        AtomicLong violations = new AtomicLong();
        AtomicInteger insideAny = new AtomicInteger();
        AtomicInteger mostInside = new AtomicInteger();
        Books books = new Books(1);
        Function<FeedEvent, Depth> watching = event -> {
            Watched watched = bySymbol.computeIfAbsent(event.symbol(), symbol -> new Watched());
            mostInside.accumulateAndGet(insideAny.incrementAndGet(), Math::max);
            if (watched.inside.getAndIncrement() != 0
                    || watched.last.getAndSet(event.line().number())
                            >= event.line().number()) {
                violations.incrementAndGet();
            }
            Depth depth = books.apply(event);
            // Another thread gets the core while this one is inside.
            Thread.yield();
            watched.inside.decrementAndGet();
            insideAny.decrementAndGet();
            return depth;
        };
        String feed = Feeds.madeUp(EVENTS, 20, workers);
        submitAll(feed, workers, watching);
        assertEquals(0, violations.get());
        assertEquals(EVENTS, rows.size());
        assertTrue(mostInside.get() <= workers, () -> "most=" + mostInside);
    }

    /** A symbol whose event takes long holds up the output and not the books of others. */
    @Test
    void shouldWorkOnOtherSymbolsWhileOneIsSlow() throws IOException, InterruptedException {
        Books books = new Books(1);
        CountDownLatch others = new CountDownLatch(100);
        Function<FeedEvent, Depth> slowAtFirst = event -> {
            if (event.symbol().equals("SLOW")) {
                await(others);
            } else {
                others.countDown();
            }
            return books.apply(event);
        };
        StringBuilder feed = new StringBuilder("SLOW,1,1,1,1,1,1\n");
        for (int other = 0; other < 200; other++) {
            feed.append("S").append(other).append(",1,1,1,1,1,1\n");
        }
        submitAll(feed.toString(), 2, slowAtFirst);
        assertEquals(201, rows.size());
        assertTrue(rows.get(0).startsWith("SLOW,"), rows.get(0));
    }

    private void submitAll(String feed, int workers, Function<FeedEvent, Depth> books) throws IOException {
        long number = 0;
        try (LinePipeline pipeline =
                new ParallelLines(workers, books, null, row -> rows.add(new String(row, StandardCharsets.US_ASCII)))) {
            for (String line : feed.lines().toList()) {
                pipeline.submit(FeedLine.of(++number, line));
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS), "others had no turn");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
