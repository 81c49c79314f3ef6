package io.millrace.samples.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.ordered.OrderedPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/guide.md} about order books, between marks. */
class BooksExampleTest {

    private final List<String> rows = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> bad = new ConcurrentLinkedQueue<>();

    /** An offer to sell so many pieces of something, as a line {@code apples,3,120}. */
    private record Offer(String symbol, int pieces, long price) {
        static Offer parse(String line) {
            String[] fields = line.split(",", -1);
            return new Offer(fields[0], Integer.parseInt(fields[1]), Long.parseLong(fields[2]));
        }
    }

    /** The lowest price of a symbol, and how much there is at that. */
    private record Best(String symbol, long price, int pieces) {
        String row() {
            return symbol + " from " + price + ", " + pieces + " pieces";
        }
    }

    /** The offers of one symbol, without a lock. */
    private static final class Book {
        private final TreeMap<Long, Integer> pieces = new TreeMap<>();

        Best add(Offer offer) {
            pieces.merge(offer.price, offer.pieces, Integer::sum);
            return new Best(offer.symbol, pieces.firstKey(), pieces.firstEntry().getValue());
        }
    }

    @Test
    void shouldKeepBooksOfManySymbolsAndTheOrderOfTheFeed() throws InterruptedException {
        List<String> feed = IntStream.range(0, 5000)
                .mapToObj(line -> line % 1000 == 999 ? "nonsense" : "s" + line % 7 + ",1," + (10_000 - line / 100))
                .toList();
        // begin order books
        Map<String, Book> books = new ConcurrentHashMap<>();
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool();
                OrderedPipeline<String> pipeline = OrderedPipeline.<String>on(executor)
                        .parallel(Offer::parse)
                        .deadLetter((line, failure) -> bad.add(line + ": " + failure.getMessage()))
                        .keyed(
                                Offer::symbol,
                                offer -> books.computeIfAbsent(offer.symbol(), symbol -> new Book())
                                        .add(offer)) // no lock: one at a time for each symbol, in the order of the feed
                        .parallel(Best::row)
                        .serial(rows::add) // in the order of the feed
                        .start()) {
            for (String line : feed) {
                pipeline.submit(line);
            }
        }
        // end order books
        Map<String, Book> expected = new TreeMap<>();
        assertEquals(
                feed.stream()
                        .filter(line -> !line.equals("nonsense"))
                        .map(Offer::parse)
                        .map(offer -> expected.computeIfAbsent(offer.symbol, symbol -> new Book())
                                .add(offer))
                        .map(Best::row)
                        .collect(Collectors.toList()),
                rows);
        assertEquals(5, bad.size());
        assertEquals("nonsense: Index 1 out of bounds for length 1", bad.peek());
    }
}
