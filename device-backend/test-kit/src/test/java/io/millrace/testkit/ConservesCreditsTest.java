package io.millrace.testkit;

import static io.millrace.testkit.Histories.assertFails;
import static io.millrace.testkit.MillraceAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ConservesCreditsTest {

    private final Recording recording = new Recording();
    private int inFlight;

    @Test
    void shouldPassWhenNothingIsInFlightNow() {
        recording.watches(() -> 0);
        recording.watches(() -> inFlight);
        inFlight = 5;
        inFlight = 0;
        assertThat(recording).conservesCredits();
    }

    @Test
    void shouldNameTheFigureAndShowWhatIsUnfinished() {
        recording.watches(() -> 0);
        recording.watches(() -> inFlight);
        inFlight = 2;
        recording.task("a", () -> {}).run();
        recording.submitted("b");
        assertFails(
                () -> assertThat(recording).conservesCredits(),
                "credits were not given back: watched=figure-2, inFlight=2, expected=0, unfinished=1",
                "  #4 b is submitted: thread=THREAD");
    }

    @Test
    void shouldNotPassWhenNothingIsWatched() {
        assertEquals(
                "nothing is watched, so nothing can be said: figures=0, expected=1 or more",
                assertThrows(
                                IllegalStateException.class,
                                () -> assertThat(recording).conservesCredits())
                        .getMessage());
    }
}
