package io.millrace.testkit;

import static io.millrace.testkit.Histories.assertFails;
import static io.millrace.testkit.MillraceAssertions.assertThat;

import org.junit.jupiter.api.Test;

class NeverOverlapsTest {

    private final Recording recording = new Recording();

    @Test
    void shouldPassTasksOfOneKeyOneAfterTheOtherAndOfTwoAtOnce() {
        recording.submitted("a1", "a");
        recording.submitted("a2", "a");
        recording.submitted("b1", "b");
        recording.submitted("plain");
        recording.started("a1");
        recording.started("b1");
        recording.started("plain");
        recording.failed("a1");
        recording.started("a2");
        recording.ended("a2");
        assertThat(recording).neverOverlaps("a").neverOverlaps("b").neverOverlaps();
    }

    @Test
    void shouldNameTwoTasksOfOneKeyThatRanAtOnce() {
        Runnable inner = recording.task("inner", "a", () -> {});
        Runnable other = recording.task("other", "b", () -> {});
        Runnable outer = recording.task("outer", "a", () -> {
            other.run();
            inner.run();
        });
        outer.run();
        assertFails(
                () -> assertThat(recording).neverOverlaps(),
                "two tasks of one key ran at once: key=a, first=#4 outer starts, then=#7 inner starts",
                "  #1 inner is submitted: key=a, thread=THREAD",
                "  #3 outer is submitted: key=a, thread=THREAD",
                "  #4 outer starts: key=a, thread=THREAD",
                "  #7 inner starts: key=a, thread=THREAD",
                "  #8 inner ends: key=a, thread=THREAD",
                "  #9 outer ends: key=a, thread=THREAD");
        assertThat(recording).neverOverlaps("b");
    }

    @Test
    void shouldNameATaskThatRanTwiceAtOnce() {
        recording.submitted("x", 1);
        recording.started("x");
        recording.started("x");
        assertFails(
                () -> assertThat(recording).neverOverlaps(1),
                "two tasks of one key ran at once: key=1, first=#2 x starts, then=#3 x starts",
                "  #1 x is submitted: key=1, thread=THREAD",
                "  #2 x starts: key=1, thread=THREAD",
                "  #3 x starts: key=1, thread=THREAD");
    }

    @Test
    void shouldSayNothingOfAnUnknownKey() {
        recording.submitted("x", "a");
        assertFails(
                () -> assertThat(recording).neverOverlaps("c"),
                "nothing was recorded of it, so nothing can be said: key=c, recorded=[a]");
    }
}
