package io.millrace.samples.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class FeedMakerTest {
    private static final int EVENTS = 50_000;

    private final String feed = Feeds.madeUp(EVENTS, 100, 7);
    private final List<FeedEvent> events = feed.lines()
            .map(line -> new FeedParser().parse(FeedLine.of(1, line)))
            .toList();

    @Test
    void shouldMakeTheSameOfTheSameSeed() {
        assertEquals(feed, Feeds.madeUp(EVENTS, 100, 7));
        assertNotEquals(feed, Feeds.madeUp(EVENTS, 100, 8));
    }

    @Test
    void shouldMakeNothingThatIsBad() throws IOException {
        Feeds.Result result = Feeds.run(feed, 0, 1, null);
        assertEquals("", result.sentence());
        assertEquals(EVENTS, result.rows().lines().count());
    }

    @Test
    void shouldNeverHaveABookThatCrosses() throws IOException {
        Feeds.run(feed, 0, 1, null).rows().lines().forEach(row -> {
            String[] columns = row.split(",", -1);
            assertTrue(Long.parseLong(columns[1]) > Long.parseLong(columns[3]), row);
        });
    }

    @Test
    void shouldHaveEveryKindAndAFewSymbolsWithMostEvents() {
        assertEquals(
                EventKind.COUNT, events.stream().map(FeedEvent::kind).distinct().count());
        Map<String, Long> counts =
                events.stream().collect(Collectors.groupingBy(FeedEvent::symbol, Collectors.counting()));
        assertEquals(100, counts.size());
        // One divided by the sum of 1/1 to 1/100, which is 5.19.
        assertEquals(EVENTS / 5.19, counts.getOrDefault("A", 0L), EVENTS / 100.0);
        assertEquals(EVENTS / 5.19 / 28, counts.getOrDefault("AB", 0L), EVENTS / 500.0);
    }

    /** Orders have ascending numbers, so the oldest is the one with the lowest. */
    @Test
    void shouldExecuteTheOldestAtTheBestPrice() {
        Map<String, Map<Long, FeedEvent>> live = new HashMap<>();
        for (FeedEvent event : events) {
            Map<Long, FeedEvent> orders = live.computeIfAbsent(event.symbol(), symbol -> new HashMap<>());
            switch (event.kind()) {
                case SUBMISSION -> orders.put(event.order(), event);
                case EXECUTION -> {
                    assertEquals(oldestAtTheBest(orders, event.isBuy()), event.order());
                    leave(orders, event);
                }
                case CANCELLATION, DELETION -> leave(orders, event);
                default -> {}
            }
        }
    }

    private static long oldestAtTheBest(Map<Long, FeedEvent> orders, boolean isBuy) {
        Comparator<FeedEvent> byPrice = Comparator.comparing(order -> isBuy ? -order.price() : order.price());
        return orders.values().stream()
                .filter(order -> order.isBuy() == isBuy)
                .min(byPrice.thenComparing(FeedEvent::order))
                .orElseThrow()
                .order();
    }

    private static void leave(Map<Long, FeedEvent> orders, FeedEvent event) {
        FeedEvent order = Objects.requireNonNull(orders.remove(event.order()));
        if (order.size() > event.size()) {
            orders.put(
                    event.order(),
                    new FeedEvent(
                            order.line(),
                            order.symbol(),
                            order.nanos(),
                            order.kind(),
                            order.order(),
                            order.size() - event.size(),
                            order.price(),
                            order.isBuy()));
        }
    }
}
