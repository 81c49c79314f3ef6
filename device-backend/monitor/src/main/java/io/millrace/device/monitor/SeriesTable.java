package io.millrace.device.monitor;

/**
 * The last entry of each series that has come by: where it stood in the series, and who it was.
 *
 * <p>Idea: a direct-mapped table, as a cache is. It grows while series collide, and at its limit a series drives out another one, of which one pair of entries is then not
 * compared. So its memory is bounded however many series there are, and what it says is true. Rejected: a map, which threads that come and go would fill.
 *
 * <p>Used by one thread at a time.
 */
final class SeriesTable {

    private static final int KEY = 0;
    private static final int RANK = 1;
    private static final int HOLDING = 2;
    private static final int WORDS = 3;
    private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;

    private final int bitLimit;
    private int bits;
    private long[] words = new long[WORDS];

    /** Creates an empty table of up to {@code 1 << bitLimit} series. */
    SeriesTable(int bitLimit) {
        this.bitLimit = bitLimit;
    }

    /**
     * Notes that an entry has come by.
     *
     * @param key the series, not 0
     * @return the one that has come before and should have come after it; {@link Holding#NOBODY} if none
     */
    long pass(long key, long rank, long holding) {
        int at = at(key);
        while (words[at + KEY] != key && words[at + KEY] != 0 && bits < bitLimit) {
            grow();
            at = at(key);
        }
        if (words[at + KEY] == key && words[at + RANK] >= rank) {
            return words[at + HOLDING];
        }
        put(at, key, rank, holding);
        return Holding.NOBODY;
    }

    void clear() {
        bits = 0;
        words = new long[WORDS];
    }

    private void put(int at, long key, long rank, long holding) {
        words[at + KEY] = key;
        words[at + RANK] = rank;
        words[at + HOLDING] = holding;
    }

    private void grow() {
        long[] old = words;
        bits++;
        words = new long[WORDS << bits];
        for (int from = 0; from < old.length; from += WORDS) {
            if (old[from + KEY] != 0) {
                put(at(old[from + KEY]), old[from + KEY], old[from + RANK], old[from + HOLDING]);
            }
        }
    }

    private int at(long key) {
        // In two steps, since a shift by 64 is none.
        return (int) ((key * GOLDEN_RATIO) >>> 1 >>> (Long.SIZE - 1 - bits)) * WORDS;
    }
}
