package io.millrace.samples.books;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever the feed and however many workers: the bytes of one thread, in rows and in bad lines. */
final class BooksPropertyTest {

    @Property(tries = 120)
    void shouldWriteTheBytesOfOneThread(
            @ForAll @IntRange(min = 0, max = 6000) int events,
            @ForAll("symbols") int symbols,
            @ForAll("workers") int workers,
            @ForAll @IntRange(min = 1, max = 12) int levels,
            @ForAll @IntRange(min = 0, max = 40) int spoiled,
            @ForAll long seed)
            throws IOException {
        String feed = spoiled(Feeds.madeUp(events, symbols, seed), spoiled, seed);
        Path letters = Files.createTempFile("millrace-books", ".bad");
        try {
            Feeds.Result alone = Feeds.run(feed, 0, levels, letters);
            assertEquals(
                    feed.lines().count(),
                    alone.rows().lines().count() + alone.letters().lines().count());
            assertEquals(alone, Feeds.run(feed, workers, levels, letters));
        } finally {
            Files.delete(letters);
        }
    }

    /** The first bad line in the order of the feed ends the run, though others may be found before; the rows before it have come out. */
    @Property(tries = 120)
    void shouldStopWhereOneThreadStops(
            @ForAll @IntRange(min = 1, max = 6000) int events,
            @ForAll("symbols") int symbols,
            @ForAll("workers") int workers,
            @ForAll @IntRange(min = 1, max = 10) int spoiled,
            @ForAll long seed)
            throws IOException {
        String feed = spoiled(Feeds.madeUp(events, symbols, seed), spoiled, seed);
        assertEquals(Feeds.run(feed, 0, 2, null), Feeds.run(feed, workers, 2, null));
    }

    /** One symbol, some, and more than events. */
    @Provide
    Arbitrary<Integer> symbols() {
        return Arbitraries.of(1, 2, 16, 300, 10_000);
    }

    @Provide
    Arbitrary<Integer> workers() {
        return Arbitraries.of(1, 2, 3, 4, 8, 16, 64);
    }

    /** Loses, repeats, swaps and damages lines; what follows from that for other lines of the same order is bad as well. */
    private static String spoiled(String feed, int count, long seed) {
        List<String> lines = new ArrayList<>(feed.lines().toList());
        Random random = new Random(seed);
        for (int done = 0; done < count && lines.size() > 1; done++) {
            int place = random.nextInt(lines.size());
            switch (random.nextInt(6)) {
                case 0 -> lines.remove(place);
                case 1 -> lines.add(random.nextInt(lines.size()), lines.get(place));
                case 2 -> Collections.swap(lines, place, random.nextInt(lines.size()));
                case 3 -> lines.set(place, "");
                case 4 -> lines.set(place, lines.get(place).replace(',', ';'));
                default -> lines.set(place, lines.get(place).replaceFirst("[0-9](,-?1)$", "x$1"));
            }
        }
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
