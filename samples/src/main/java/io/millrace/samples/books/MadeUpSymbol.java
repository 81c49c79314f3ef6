package io.millrace.samples.books;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * What happens to one symbol: orders are submitted near the best price of their side and never cross the other, most are deleted again,
 * some become smaller, and the oldest at the best price are executed, as on an exchange with priority by price and time. It knows
 * nothing of {@link Book}, which has to come to the same.
 */
final class MadeUpSymbol {
    /** A cent. */
    private static final int TICK = 100;

    private static final int LOT = 100;
    private static final int LARGEST_LOTS = 5;
    private static final int FEW_ORDERS = 12;
    private static final int MANY_ORDERS = 400;
    private static final int FARTHEST_TICKS = 30;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final String name;
    private final Random random;
    private final NavigableMap<Long, Deque<Order>> asks = new TreeMap<>();
    private final NavigableMap<Long, Deque<Order>> bids = new TreeMap<>(Collections.reverseOrder());
    private final List<Order> live = new ArrayList<>();
    private final long firstPrice;
    private long orderCount;

    /** An order that is in the book. */
    private static final class Order {
        private final long number;
        private final long price;
        private final boolean isBuy;
        private long size;
        private int place;

        Order(long number, long price, boolean isBuy, long size) {
            this.number = number;
            this.price = price;
            this.isBuy = isBuy;
            this.size = size;
        }
    }

    MadeUpSymbol(String name, Random random) {
        this.name = name;
        this.random = random;
        firstPrice = TICK * (500L + random.nextInt(50_000));
    }

    /** Makes the next event and returns its line with its end. */
    String event(long nanos) {
        int lot = random.nextInt(1000);
        if (live.size() < FEW_ORDERS || (lot < 480 && live.size() < MANY_ORDERS)) {
            return submission(nanos);
        }
        if (lot < 530) {
            Order order = any();
            return order.size > 1
                    ? reduction(nanos, EventKind.CANCELLATION, order, part(order.size - 1))
                    : deletion(nanos, order);
        }
        if (lot < 880) {
            return deletion(nanos, any());
        }
        if (lot < 980) {
            Order order = best();
            return reduction(nanos, EventKind.EXECUTION, order, part(order.size));
        }
        if (lot < 998) {
            return line(nanos, EventKind.HIDDEN_EXECUTION, 0, LOT, best().price, random.nextBoolean());
        }
        return lot == 998
                ? line(nanos, EventKind.CROSS_TRADE, 0, 10 * LOT, best().price, false)
                : line(nanos, EventKind.HALT, 0, 0, random.nextInt(3) - 1L, false);
    }

    private String submission(long nanos) {
        boolean isBuy = random.nextBoolean();
        Order order = new Order(
                ++orderCount, price(isBuy), isBuy, (long) LOT * (1 + random.nextInt(LARGEST_LOTS)) - random.nextInt(3));
        order.place = live.size();
        live.add(order);
        side(isBuy).computeIfAbsent(order.price, price -> new ArrayDeque<>()).add(order);
        return line(nanos, EventKind.SUBMISSION, order);
    }

    /** A few ticks behind the best of its side or before it, and never across the other side. */
    private long price(boolean isBuy) {
        int towards = isBuy ? 1 : -1;
        long other = side(!isBuy).isEmpty()
                ? firstPrice + (long) towards * 2 * TICK
                : side(!isBuy).firstKey();
        long ticks = 1 + Math.min(FARTHEST_TICKS, (long) (-Math.log(1 - random.nextDouble()) * 4));
        return Math.max(TICK, other - towards * ticks * TICK);
    }

    private String deletion(long nanos, Order order) {
        return reduction(nanos, EventKind.DELETION, order, order.size);
    }

    private String reduction(long nanos, EventKind kind, Order order, long size) {
        order.size -= size;
        if (order.size == 0) {
            remove(order);
        }
        return line(nanos, kind, order.number, size, order.price, order.isBuy);
    }

    private void remove(Order order) {
        Order last = live.remove(live.size() - 1);
        if (last != order) {
            live.set(order.place, last);
            last.place = order.place;
        }
        NavigableMap<Long, Deque<Order>> side = side(order.isBuy);
        Deque<Order> level = Objects.requireNonNull(side.get(order.price), "an order is at its price");
        level.remove(order);
        if (level.isEmpty()) {
            side.remove(order.price);
        }
    }

    private NavigableMap<Long, Deque<Order>> side(boolean isBuy) {
        return isBuy ? bids : asks;
    }

    private Order any() {
        return live.get(random.nextInt(live.size()));
    }

    /** The oldest at the best price of a side that has orders. */
    private Order best() {
        boolean isBuy = asks.isEmpty() || (!bids.isEmpty() && random.nextBoolean());
        Map.Entry<Long, Deque<Order>> level = side(isBuy).firstEntry();
        return level.getValue().getFirst();
    }

    private long part(long size) {
        return random.nextBoolean() ? size : 1 + (long) (random.nextDouble() * size) % size;
    }

    private String line(long nanos, EventKind kind, Order order) {
        return line(nanos, kind, order.number, order.size, order.price, order.isBuy);
    }

    private String line(long nanos, EventKind kind, long order, long size, long price, boolean isBuy) {
        return String.format(
                Locale.ROOT,
                "%s,%d.%09d,%d,%d,%d,%d,%d\n",
                name,
                nanos / NANOS_PER_SECOND,
                nanos % NANOS_PER_SECOND,
                kind.number(),
                order,
                size,
                price,
                isBuy ? 1 : -1);
    }
}
