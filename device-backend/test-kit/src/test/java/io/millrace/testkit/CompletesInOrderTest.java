package io.millrace.testkit;

import static io.millrace.testkit.Histories.assertFails;
import static io.millrace.testkit.MillraceAssertions.assertThat;

import org.junit.jupiter.api.Test;

class CompletesInOrderTest {

    private final Recording recording = new Recording();

    @Test
    void shouldPassWhatComesOutAsItWentInWithGaps() {
        for (int item = 0; item < 4; item++) {
            recording.submits("a", item);
            recording.submits("b", -item);
        }
        recording.emits("b", -3);
        recording.emits("a", 0);
        recording.emits("a", 1);
        recording.emits("a", 3);
        assertThat(recording).completesInOrder("a").completesInOrder("b").completesInOrder();
    }

    @Test
    void shouldPassEqualItems() {
        recording.submits("a", 1);
        recording.submits("a", 1);
        recording.emits("a", 1);
        recording.emits("a", 1);
        assertThat(recording).completesInOrder();
    }

    @Test
    void shouldPassNothing() {
        assertThat(recording).completesInOrder();
    }

    @Test
    void shouldNameWhatCameOutInAnotherOrder() {
        recording.submits("a", "x");
        recording.submits("a", "y");
        recording.submits("b", "x");
        recording.submits("a", "z");
        recording.emits("b", "x");
        recording.emits("a", "z");
        recording.emits("a", "y");
        recording.emits("a", "x");
        assertFails(
                () -> assertThat(recording).completesInOrder(),
                "items of a series came out in another order than they went in: series=a, first=#6 z comes out,"
                        + " then=#7 y comes out, though=#2 y is handed in before #4 z is handed in",
                "  #2 y is handed in: series=a, thread=THREAD",
                "  #4 z is handed in: series=a, thread=THREAD",
                "  #6 z comes out: series=a, thread=THREAD",
                "  #7 y comes out: series=a, thread=THREAD");
        assertThat(recording).completesInOrder("b");
    }

    @Test
    void shouldNameWhatCameOutTwice() {
        recording.submits("a", "x");
        recording.emits("a", "x");
        recording.emits("a", "x");
        assertFails(
                () -> assertThat(recording).completesInOrder("a"),
                "item of a series came out more often than it was handed in until then: series=a,"
                        + " before=#2 x comes out, then=#3 x comes out",
                "  #1 x is handed in: series=a, thread=THREAD",
                "  #2 x comes out: series=a, thread=THREAD",
                "  #3 x comes out: series=a, thread=THREAD");
    }

    @Test
    void shouldNameWhatCameOutBeforeItWentIn() {
        recording.emits("a", "x");
        recording.submits("a", "x");
        assertFails(
                () -> assertThat(recording).completesInOrder("a"),
                "item of a series came out more often than it was handed in until then: series=a,"
                        + " before=nothing, then=#1 x comes out",
                "  #1 x comes out: series=a, thread=THREAD",
                "  #2 x is handed in: series=a, thread=THREAD");
    }

    @Test
    void shouldSayNothingOfAnUnknownSeries() {
        recording.submits("a", "x");
        assertFails(
                () -> assertThat(recording).completesInOrder("A"),
                "nothing was recorded of it, so nothing can be said: series=A, recorded=[a]");
    }
}
