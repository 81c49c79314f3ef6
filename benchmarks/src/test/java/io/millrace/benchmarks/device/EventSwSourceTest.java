package io.millrace.benchmarks.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code event_device.c} measures what {@link DeviceBenchmark} does. It cannot see the constants there, so it has copies. */
final class EventSwSourceTest {

    @Test
    void shouldHaveTheConstantsOfDeviceBenchmark() throws IOException {
        assertEquals(
                "BURST = " + DeviceBenchmark.BURST + ", CREDITS = " + DeviceBenchmark.CREDITS + ", CIRCULATING = "
                        + DeviceBenchmark.CIRCULATING + ", SPREAD = " + DeviceBenchmark.SPREAD
                        + ", WINDOW = CREDITS / " + DeviceBenchmark.CREDITS / DeviceBenchmark.WINDOW,
                found("\\b(?:BURST|CREDITS|CIRCULATING|SPREAD|WINDOW) = [^,;}]*[^,;} ]"));
    }

    @Test
    void shouldHaveAsManyFlowsAsTheCommandAllows() throws IOException {
        assertEquals("MOST_FLOWS = " + EventSw.MOST_FLOWS, found("\\bMOST_FLOWS = \\d+"));
    }

    private static String found(String definition) throws IOException {
        try (InputStream source = EventSwProgram.class.getResourceAsStream(EventSwProgram.SOURCE)) {
            String text = new String(Objects.requireNonNull(source).readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile(definition)
                    .matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.joining(", "));
        }
    }
}
