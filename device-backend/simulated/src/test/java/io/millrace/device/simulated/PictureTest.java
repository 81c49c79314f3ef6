package io.millrace.device.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Surroundings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** Who did what when. */
class PictureTest {

    private static final Picture TWO = new Picture(
            List.of("main", "worker <1>"),
            List.of(
                    new Log.Event(1, 1_000, 0, "brings a", true),
                    new Log.Event(2, 2_000, 1, "", false),
                    new Log.Event(3, 3_000, 1, "works on a", true)));

    @Test
    void shouldBeAColumnForEachThread() {
        assertEquals("""
                us        main                      worker <1>
                1         brings a
                3                                   works on a
                """, TWO.text());
    }

    @Test
    void shouldBeAPictureThatABrowserReads() throws Exception {
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(TWO.svg().getBytes(StandardCharsets.UTF_8)));
        assertEquals(2, document.getElementsByTagName("circle").getLength(), "things that were done");
        assertEquals(3, document.getElementsByTagName("rect").getLength(), "turns, and the ground");
        assertTrue(TWO.svg().contains("worker &lt;1&gt;"));
    }

    @Test
    void shouldShowWhatWasNoted() throws Exception {
        Simulation simulation = Simulation.ofSeed(1);
        simulation.run(() -> {
            Simulation.note("begins");
            Surroundings.parkNanos(this, 1_000_000_000);
        });
        String text = simulation.picture().text();
        assertTrue(text.contains("begins"), text);
        assertTrue(text.contains("sleeps"), text);
    }

    @Test
    void shouldBeEmptyBeforeTheFirstRun() {
        assertFalse(Simulation.ofSeed(1).picture().svg().contains("circle"));
    }
}
