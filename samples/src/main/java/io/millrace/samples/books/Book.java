package io.millrace.samples.books;

import java.util.HashMap;
import java.util.Map;

/**
 * The orders of one symbol. It has no lock: events of a symbol come one at a time, each behind the one before.
 *
 * <p>An event that does not fit leaves it as it was.
 */
final class Book {
    private final Map<Long, Order> orders = new HashMap<>();
    private final BookSide asks = new BookSide(false);
    private final BookSide bids = new BookSide(true);
    private long lastNanos;

    /** What is left of an order. */
    private record Order(boolean isBuy, long price, long size) {}

    /** Does what an event says. */
    void apply(FeedEvent event) {
        if (event.nanos() < lastNanos) {
            throw new BadLineException(
                    event.line(),
                    "a time no earlier than that of the event of " + event.symbol() + " before",
                    "one that is");
        }
        switch (event.kind()) {
            case SUBMISSION -> submit(event);
            case CANCELLATION, DELETION, EXECUTION -> reduce(event);
            case HIDDEN_EXECUTION, CROSS_TRADE, HALT -> {}
        }
        lastNanos = event.nanos();
    }

    /** Returns the best levels. */
    Depth depth(String symbol, int levels) {
        long[] columns = new long[levels * Depth.COLUMNS];
        asks.best(columns, 0);
        bids.best(columns, 2);
        return new Depth(symbol, columns);
    }

    private void submit(FeedEvent event) {
        Order order = new Order(event.isBuy(), event.price(), event.size());
        if (orders.putIfAbsent(event.order(), order) != null) {
            throw new BadLineException(
                    event.line(),
                    "the number of a new order",
                    event.order() + ", which an order of " + event.symbol() + " has");
        }
        side(order).add(order.price, order.size);
    }

    private void reduce(FeedEvent event) {
        Order order = fitting(event);
        if (event.size() == order.size) {
            orders.remove(event.order());
        } else {
            orders.put(event.order(), new Order(order.isBuy, order.price, order.size - event.size()));
        }
        side(order).take(order.price, event.size());
    }

    /** Returns the order that an event is about. */
    private Order fitting(FeedEvent event) {
        Order order = orders.get(event.order());
        if (order == null) {
            throw new BadLineException(
                    event.line(),
                    "an order of " + event.symbol() + " that was submitted and is not done",
                    "number " + event.order());
        }
        if (event.isBuy() != order.isBuy || event.price() != order.price) {
            throw new BadLineException(
                    event.line(),
                    "price " + order.price + " and direction " + direction(order.isBuy) + " of order " + event.order(),
                    "price " + event.price() + " and direction " + direction(event.isBuy()));
        }
        boolean isAll = event.kind() == EventKind.DELETION;
        if (isAll ? event.size() != order.size : event.size() > order.size) {
            throw new BadLineException(
                    event.line(),
                    (isAll ? "the " : "at most the ") + order.size + " shares that are left of order " + event.order(),
                    "" + event.size());
        }
        return order;
    }

    private static int direction(boolean isBuy) {
        return isBuy ? 1 : -1;
    }

    private BookSide side(Order order) {
        return order.isBuy ? bids : asks;
    }
}
