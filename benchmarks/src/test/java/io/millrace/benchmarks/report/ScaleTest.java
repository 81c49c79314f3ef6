package io.millrace.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where values lie on an axis, and which are written on it. */
final class ScaleTest {

    @Test
    void shouldPutValuesInProportion() {
        Scale scale = Scale.fromZero(400, 100, 300);
        assertEquals(100, scale.at(0));
        assertEquals(150, scale.at(100));
        assertEquals(300, scale.at(900), "outside");
        assertEquals(List.of(0.0, 100.0, 200.0, 300.0, 400.0), scale.ticks());
        assertEquals(List.of(0.0, 0.5, 1.0, 1.5), Scale.fromZero(1.7, 0, 1).ticks());
    }

    @Test
    void shouldPutRatiosInProportion() {
        Scale scale = Scale.logarithmic(1.5, 80, 300, 100);
        assertEquals(300, scale.at(1));
        assertEquals(200, scale.at(10), 1e-9);
        assertEquals(100, scale.at(100), 1e-9);
        assertEquals(List.of(1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0), scale.ticks());
        assertEquals(
                List.of(10.0, 100.0, 1_000.0, 10_000.0),
                Scale.logarithmic(6, 10_000, 1, 0).ticks());
    }
}
