package io.millrace.samples.books;

/** Reads lines of a feed, one after the other: each worker has one of its own. */
final class FeedParser {
    private static final int FIELDS = 7;
    private static final int LONGEST_SYMBOL = 16;
    private static final int NANO_DIGITS = 9;
    private static final int DECIMAL = 10;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long LAST_SECOND = 86_399;
    private static final long LARGEST_SIZE = 1_000_000_000;
    private static final long LARGEST_PRICE = 9_999_999_998L;
    private static final long LARGEST_ORDER = 999_999_999_999_999_999L;

    private FeedLine line = FeedLine.of(0, "");
    private int field;
    private int from;
    private int to;

    /** Reads one. */
    FeedEvent parse(FeedLine next) {
        line = next;
        if (line.isTooLong()) {
            throw new BadLineException(line, "at most " + FeedLine.LONGEST + " bytes in a line", "more");
        }
        if (line.length() == 0) {
            throw new BadLineException(line, FIELDS + " fields with commas between them", "an empty line");
        }
        field = 0;
        to = -1;
        String symbol = symbol();
        long nanos = time();
        EventKind kind = EventKind.of(number("a type", 1, EventKind.COUNT));
        long order = number("the number of an order", 0, LARGEST_ORDER);
        boolean isHalt = kind == EventKind.HALT;
        long size = number("a size", isHalt ? 0 : 1, LARGEST_SIZE);
        long price = number("a price", isHalt ? -1 : 1, isHalt ? 1 : LARGEST_PRICE);
        long direction = number("a direction", -1, 1);
        if (direction == 0) {
            throw unlike("1 to buy or -1 to sell as the direction");
        }
        if (to < line.length()) {
            throw new BadLineException(line, FIELDS + " fields", "more");
        }
        return new FeedEvent(line, symbol, nanos, kind, order, size, price, direction > 0);
    }

    private void nextField() {
        if (to == line.length()) {
            throw new BadLineException(line, FIELDS + " fields with commas between them", "" + field);
        }
        field++;
        from = to + 1;
        to = from;
        while (to < line.length() && line.at(to) != ',') {
            to++;
        }
    }

    private String symbol() {
        nextField();
        boolean isGood = to > from && to - from <= LONGEST_SYMBOL;
        for (int place = from; isGood && place < to; place++) {
            isGood = line.at(place) > ' ' && line.at(place) <= '~';
        }
        if (!isGood) {
            throw unlike("a symbol of 1 to " + LONGEST_SYMBOL + " visible characters");
        }
        return line.text(from, to);
    }

    private long time() {
        nextField();
        int point = from;
        while (point < to && line.at(point) != '.') {
            point++;
        }
        long seconds = digits(from, point);
        long nanos = 0;
        if (point < to) {
            nanos = to - point - 1 > NANO_DIGITS ? -1 : digits(point + 1, to);
            for (int places = to - point - 1; places < NANO_DIGITS; places++) {
                nanos *= DECIMAL;
            }
        }
        if (seconds < 0 || seconds > LAST_SECOND || nanos < 0) {
            throw unlike("a time in seconds after midnight, such as 34200.004241176");
        }
        return seconds * NANOS_PER_SECOND + nanos;
    }

    private long number(String what, long least, long most) {
        nextField();
        boolean isNegative = to > from && line.at(from) == '-';
        long value = digits(isNegative ? from + 1 : from, to);
        long number = isNegative ? -value : value;
        if (value < 0 || number < least || number > most) {
            throw unlike(what + " from " + least + " to " + most);
        }
        return number;
    }

    /** Returns what digits say, or -1 if there are none, too many, or something else. */
    private long digits(int begin, int end) {
        if (begin == end || end - begin > Long.toString(LARGEST_ORDER).length()) {
            return -1;
        }
        long value = 0;
        for (int place = begin; place < end; place++) {
            int digit = line.at(place) - '0';
            if (digit < 0 || digit >= DECIMAL) {
                return -1;
            }
            value = DECIMAL * value + digit;
        }
        return value;
    }

    private BadLineException unlike(String expected) {
        return new BadLineException(line, expected, BadLineException.shown(line.text(from, to)));
    }
}
