package io.millrace.samples.books;

/** The best levels of a book behind an event, with ask price, ask size, bid price and bid size of each level in turn. */
final class Depth {
    /** What stands for each level. */
    static final int COLUMNS = 4;

    /** The prices of a level that is not there, as LOBSTER has them; its sizes are 0. */
    static final long NO_ASK = 9_999_999_999L;

    static final long NO_BID = -NO_ASK;

    private final String symbol;
    private final long[] columns;

    Depth(String symbol, long[] columns) {
        this.symbol = symbol;
        this.columns = columns;
    }

    String symbol() {
        return symbol;
    }

    int length() {
        return columns.length;
    }

    long column(int number) {
        return columns[number];
    }
}
