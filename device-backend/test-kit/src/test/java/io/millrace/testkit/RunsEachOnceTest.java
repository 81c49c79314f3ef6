package io.millrace.testkit;

import static io.millrace.testkit.Histories.assertFails;
import static io.millrace.testkit.MillraceAssertions.assertThat;

import org.junit.jupiter.api.Test;

class RunsEachOnceTest {

    private final Recording recording = new Recording();

    @Test
    void shouldPassTasksThatRanOnceOrWereRejected() {
        recording.task("a", () -> {}).run();
        recording.submitted("b");
        recording.rejected("b");
        recording.started("told by hand");
        assertThat(recording).runsEachOnce();
    }

    @Test
    void shouldNameATaskThatRanTwice() {
        recording.task("a", () -> {}).run();
        Runnable twice = recording.task("b", () -> {});
        twice.run();
        twice.run();
        assertFails(
                () -> assertThat(recording).runsEachOnce(),
                "task ran more than once: first=#5 b starts, then=#7 b starts",
                "  #4 b is submitted: thread=THREAD",
                "  #5 b starts: thread=THREAD",
                "  #6 b ends: thread=THREAD",
                "  #7 b starts: thread=THREAD",
                "  #8 b ends: thread=THREAD");
    }

    @Test
    void shouldNameATaskThatNeverRan() {
        recording.task("a", () -> {}).run();
        recording.task("b", () -> {});
        assertFails(
                () -> assertThat(recording).runsEachOnce(),
                "task never ran: first=#4 b is submitted, then=no start",
                "  #4 b is submitted: thread=THREAD");
    }

    @Test
    void shouldNameATaskThatRanThoughItWasRejected() {
        Runnable task = recording.task("a", () -> {});
        recording.rejected("a");
        task.run();
        assertFails(
                () -> assertThat(recording).runsEachOnce(),
                "task ran though it was rejected: first=#2 a is rejected, then=#3 a starts",
                "  #1 a is submitted: thread=THREAD",
                "  #2 a is rejected: thread=THREAD",
                "  #3 a starts: thread=THREAD",
                "  #4 a ends: thread=THREAD");
    }
}
