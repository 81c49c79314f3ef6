package io.millrace.samples.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {

    @Test
    void shouldDrawProgressOnlyWhereItIsWatched() {
        assertEquals("", progress(false));
        assertTrue(progress(true).endsWith("\r\033[K"));
    }

    private static String progress(boolean watched) {
        StringWriter terminal = new StringWriter();
        ProgressBar bar = new ProgressBar(new PrintWriter(terminal), watched, 100_000, "packets");
        for (int packet = 0; packet < 1000; packet++) {
            bar.advance(100, 1);
        }
        bar.end();
        return terminal.toString();
    }
}
