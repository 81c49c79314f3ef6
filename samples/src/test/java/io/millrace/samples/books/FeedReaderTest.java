package io.millrace.samples.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FeedReaderTest {

    @Test
    void shouldTakeBothEndsOfLinesAndNone() throws IOException {
        assertEquals(List.of("a", "", "b", "c\r", "d"), texts(lines("a\n\nb\r\nc\r\r\nd", 100)));
        assertEquals(List.of("a\r"), texts(lines("a\r", 100)));
        assertEquals(List.of(""), texts(lines("\n", 100)));
        assertEquals(List.of(), texts(lines("", 100)));
    }

    @Test
    void shouldCountBytesWithTheEnds() throws IOException {
        FeedReader reader = new FeedReader(stream("ab\r\n\nlast", 100));
        reader.next();
        assertEquals(4, reader.lastBytes());
        reader.next();
        assertEquals(1, reader.lastBytes());
        reader.next();
        assertEquals(4, reader.lastBytes());
    }

    /** Lines stay as they were read, also when much was read behind them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 1 << 20})
    void shouldCutAnyText(int mostBytes) throws IOException {
        Random random = new Random(mostBytes);
        List<String> expected = IntStream.range(0, 5000)
                .mapToObj(number -> number + "x".repeat(random.nextInt(100)))
                .toList();
        List<FeedLine> lines =
                lines(expected.stream().map(line -> line + "\n").collect(Collectors.joining()), mostBytes);
        assertEquals(expected, texts(lines));
        assertEquals(5000, lines.get(4999).number());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 1000, 1 << 20})
    void shouldForgetTheRestOfALineThatIsTooLong(int mostBytes) throws IOException {
        String longest = "l".repeat(FeedLine.LONGEST);
        List<FeedLine> lines = lines(
                longest + "\n" + longest + "\r\n" + longest + "m\n" + "n".repeat(200_000) + "\nlast\n"
                        + "o".repeat(70_000),
                mostBytes);
        assertEquals(6, lines.size());
        assertEquals(longest, lines.get(0).toString());
        assertEquals(longest, lines.get(1).toString());
        assertFalse(lines.get(1).isTooLong());
        assertTrue(lines.get(2).isTooLong());
        assertTrue(lines.get(3).isTooLong());
        assertEquals("last", lines.get(4).toString());
        assertTrue(lines.get(5).isTooLong());
    }

    private static List<FeedLine> lines(String text, int mostBytes) throws IOException {
        FeedReader reader = new FeedReader(stream(text, mostBytes));
        List<FeedLine> lines = new ArrayList<>();
        long bytes = 0;
        for (FeedLine line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
            bytes += reader.lastBytes();
        }
        assertEquals(text.length(), bytes);
        return lines;
    }

    private static List<String> texts(List<FeedLine> lines) {
        return lines.stream().map(FeedLine::toString).toList();
    }

    /** Gives no more than so many bytes at a time, as a pipe does. */
    private static InputStream stream(String text, int mostBytes) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, mostBytes));
            }
        };
    }
}
