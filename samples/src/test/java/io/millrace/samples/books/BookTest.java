package io.millrace.samples.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BookTest {
    private final Book book = new Book();
    private final FeedParser parser = new FeedParser();
    private long number;

    @Test
    void shouldShowTheBestLevelsFirst() {
        assertRow("9999999999,0,-9999999999,0,9999999999,0,-9999999999,0", 2);
        apply("10,1,1,100,5000,1");
        apply("10,1,2,50,5000,1");
        apply("11,1,3,10,4900,1");
        apply("12,1,4,20,4950,1");
        apply("13,1,5,7,5100,-1");
        assertRow("5100,7,5000,150,9999999999,0,4950,20", 2);
        apply("14,2,1,30,5000,1");
        assertRow("5100,7,5000,120", 1);
        apply("15,4,1,70,5000,1");
        assertRow("5100,7,5000,50", 1);
        apply("16,3,2,50,5000,1");
        assertRow("5100,7,4950,20", 1);
        apply("16,5,0,1000,5050,1");
        apply("16,6,0,1000,5050,-1");
        apply("16,7,0,0,-1,-1");
        assertRow("5100,7,4950,20", 1);
        apply("17,1,1,1,5050,-1");
        assertRow("5050,1,4950,20,5100,7,4900,10", 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "10,1,1,5,5200,1; 'the number of a new order, found 1, which an order of A has'",
                "9.9,1,9,5,5200,1; 'a time no earlier than that of the event of A before, found one that is'",
                "10,4,9,5,5000,1; 'an order of A that was submitted and is not done, found number 9'",
                "10,2,1,101,5000,1; 'at most the 100 shares that are left of order 1, found 101'",
                "10,4,1,101,5000,1; 'at most the 100 shares that are left of order 1, found 101'",
                "10,3,1,99,5000,1; 'the 100 shares that are left of order 1, found 99'",
                "10,4,1,1,5000,-1; 'price 5000 and direction 1 of order 1, found price 5000 and direction -1'",
                "10,4,1,1,5001,1; 'price 5000 and direction 1 of order 1, found price 5001 and direction 1'"
            })
    void shouldRefuseWhatDoesNotFitAndStayAsItWas(String row, String sentence) {
        apply("10,1,1,100,5000,1");
        BadLineException bad = assertThrows(BadLineException.class, () -> apply(row));
        assertEquals("expected " + sentence, bad.getMessage());
        assertRow("9999999999,0,5000,100", 1);
        apply("10,3,1,100,5000,1");
        assertRow("9999999999,0,-9999999999,0", 1);
    }

    private void apply(String row) {
        book.apply(parser.parse(FeedLine.of(++number, "A," + row)));
    }

    private void assertRow(String columns, int levels) {
        String row = new String(new RowFormat().row(book.depth("A", levels)), StandardCharsets.US_ASCII);
        assertEquals("A," + columns + "\n", row);
    }
}
