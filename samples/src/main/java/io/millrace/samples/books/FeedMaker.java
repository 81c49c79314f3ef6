package io.millrace.samples.books;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Makes a feed up: the events of a day of trading, from half past nine on, in the order of time. Of the symbols each has a share of
 * events in proportion to one divided by its rank, which is Zipf's law; {@link MadeUpSymbol} says what happens to one.
 */
final class FeedMaker {
    private static final long OPENING_NANOS = TimeUnit.MINUTES.toNanos(9 * 60 + 30);
    private static final long DAY_NANOS = TimeUnit.MINUTES.toNanos(6 * 60 + 30);
    private static final int LETTERS = 26;

    private final int events;
    private final Random random;
    private final double[] shares;
    private final List<MadeUpSymbol> symbols = new ArrayList<>();

    FeedMaker(int events, int symbolCount, long seed) {
        this.events = events;
        random = new Random(seed);
        shares = new double[symbolCount];
        double sum = 0;
        for (int rank = 0; rank < symbolCount; rank++) {
            sum += 1.0 / (rank + 1);
            shares[rank] = sum;
            symbols.add(new MadeUpSymbol(name(rank), random));
        }
    }

    /** Writes all events. */
    void write(OutputStream output) throws IOException {
        for (int event = 0; event < events; event++) {
            // Nobody needs the gaps to be random for the books to be right; the last digits are.
            long nanos = OPENING_NANOS + (long) ((event + random.nextDouble()) * DAY_NANOS / events);
            String line = next().event(nanos);
            output.write(line.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private MadeUpSymbol next() {
        double drawn = random.nextDouble() * shares[shares.length - 1];
        int found = Arrays.binarySearch(shares, drawn);
        return symbols.get(Math.min(shares.length - 1, found < 0 ? -found - 1 : found + 1));
    }

    /** A to Z, AA to ZZ and so on. */
    private static String name(int number) {
        String last = String.valueOf((char) ('A' + number % LETTERS));
        return number < LETTERS ? last : name(number / LETTERS - 1) + last;
    }
}
