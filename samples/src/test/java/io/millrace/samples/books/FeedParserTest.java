package io.millrace.samples.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FeedParserTest {
    private final FeedParser parser = new FeedParser();

    @Test
    void shouldReadALine() {
        FeedLine line = FeedLine.of(3, "BRK.B,34200.004241176,1,16113575,18,5853300,-1");
        assertEquals(
                new FeedEvent(
                        line, "BRK.B", 34_200_004_241_176L, EventKind.SUBMISSION, 16_113_575, 18, 5_853_300, false),
                parser.parse(line));
    }

    /** The two lines that LOBSTER shows where it describes its files. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "34713.685155243,1,206833312,100,118600,-1; SUBMISSION; 34713685155243",
                "34714.133632201,3,206833312,100,118600,-1; DELETION; 34714133632201"
            })
    void shouldReadWhatLobsterWrites(String row, EventKind kind, long nanos) {
        FeedEvent event = parser.parse(FeedLine.of(1, "X," + row));
        assertEquals(kind, event.kind());
        assertEquals(nanos, event.nanos());
        assertEquals(206_833_312, event.order());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0; 0", "1.5; 1500000000", "86399.999999999; 86399999999999", "34200.01; 34200010000000"})
    void shouldReadTimes(String time, long nanos) {
        assertEquals(
                nanos, parser.parse(FeedLine.of(1, "A," + time + ",1,1,1,1,1")).nanos());
    }

    @Test
    void shouldReadAHalt() {
        FeedEvent event = parser.parse(FeedLine.of(1, "A,36023,7,0,0,-1,-1"));
        assertEquals(EventKind.HALT, event.kind());
        assertEquals(-1, event.price());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'';                      7 fields with commas between them, found an empty line",
                "A,1,1;                   7 fields with commas between them, found 3",
                "A,1,1,1,1,1,1,1;         7 fields, found more",
                "A,1,1,1,1,1,1,;          7 fields, found more",
                "',1,1,1,1,1,1';          'a symbol of 1 to 16 visible characters, found nothing'",
                "A B,1,1,1,1,1,1;         'a symbol of 1 to 16 visible characters, found A B'",
                "ABCDEFGHIJKLMNOPQ,1,1,1,1,1,1; 'a symbol of 1 to 16 visible characters, found ABCDEFGHIJKLMNOPQ'",
                "A,,1,1,1,1,1;            'a time in seconds after midnight, such as 34200.004241176, found nothing'",
                "A,1.,1,1,1,1,1;          'a time in seconds after midnight, such as 34200.004241176, found 1.'",
                "A,.1,1,1,1,1,1;          'a time in seconds after midnight, such as 34200.004241176, found .1'",
                "A,86400,1,1,1,1,1;       'a time in seconds after midnight, such as 34200.004241176, found 86400'",
                "A,1.1234567890,1,1,1,1,1; 'a time in seconds after midnight, such as 34200.004241176, found 1.1234567890'",
                "A,1,0,1,1,1,1;           a type from 1 to 7, found 0",
                "A,1,8,1,1,1,1;           a type from 1 to 7, found 8",
                "A,1,one,1,1,1,1;         a type from 1 to 7, found one",
                "A,1,1,-1,1,1,1;          the number of an order from 0 to 999999999999999999, found -1",
                "A,1,1,9999999999999999999,1,1,1; the number of an order from 0 to 999999999999999999, found 9999999999999999999",
                "A,1,1,1,0,1,1;           a size from 1 to 1000000000, found 0",
                "A,1,1,1,1e3,1,1;         a size from 1 to 1000000000, found 1e3",
                "A,1,1,1,1,0,1;           a price from 1 to 9999999998, found 0",
                "A,1,1,1,1,9999999999,1;  a price from 1 to 9999999998, found 9999999999",
                "A,1,7,0,0,2,-1;          a price from -1 to 1, found 2",
                "A,1,1,1,1,1,0;           '1 to buy or -1 to sell as the direction, found 0'",
                "A,1,1,1,1,1,-;           a direction from -1 to 1, found -",
                "A,1,1,1,1,1,\u00e4-; a direction from -1 to 1, found ?-",
                "A,1,1,1,1,1,1234567890123456789012345678901234567890123; 'a direction from -1 to 1, found 1234567890123456789012345678901234567890...'",
            })
    void shouldSayWhatIsWrong(String text, String sentence) {
        BadLineException bad =
                assertThrows(BadLineException.class, () -> parser.parse(FeedLine.of(17, text == null ? "" : text)));
        assertEquals("expected " + sentence, bad.getMessage());
        assertEquals(17, bad.number());
        assertEquals("A", parser.parse(FeedLine.of(18, "A,1,1,1,1,1,1")).symbol(), "it reads on");
    }

    @Test
    void shouldRefuseALineThatIsTooLong() {
        FeedLine line = FeedLine.of(1, "A".repeat(FeedLine.LONGEST + 1));
        assertEquals(
                "expected at most 1024 bytes in a line, found more",
                assertThrows(BadLineException.class, () -> parser.parse(line)).getMessage());
    }
}
