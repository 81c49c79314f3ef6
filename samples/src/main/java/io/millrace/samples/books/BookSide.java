package io.millrace.samples.books;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The shares that are to be bought, or sold, at each price. */
final class BookSide {
    private final NavigableMap<Long, Long> sizes = new TreeMap<>();
    private final NavigableMap<Long, Long> bestFirst;
    private final long none;

    BookSide(boolean isBuy) {
        bestFirst = isBuy ? sizes.descendingMap() : sizes;
        none = isBuy ? Depth.NO_BID : Depth.NO_ASK;
    }

    void add(long price, long size) {
        sizes.merge(price, size, Long::sum);
    }

    void take(long price, long size) {
        sizes.computeIfPresent(price, (same, there) -> there == size ? null : there - size);
    }

    /** Puts prices and sizes of the best levels in their columns, the first of which is given. */
    void best(long[] columns, int first) {
        Iterator<Map.Entry<Long, Long>> levels = bestFirst.entrySet().iterator();
        for (int column = first; column < columns.length; column += Depth.COLUMNS) {
            if (levels.hasNext()) {
                Map.Entry<Long, Long> level = levels.next();
                columns[column] = level.getKey();
                columns[column + 1] = level.getValue();
            } else {
                columns[column] = none;
            }
        }
    }
}
