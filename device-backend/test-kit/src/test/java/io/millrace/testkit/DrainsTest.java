package io.millrace.testkit;

import static io.millrace.testkit.Histories.assertFails;
import static io.millrace.testkit.MillraceAssertions.assertThat;

import org.junit.jupiter.api.Test;

class DrainsTest {

    private final Recording recording = new Recording();

    @Test
    void shouldPassWhatEndedInAnyWay() {
        recording.task("a", () -> {}).run();
        recording.submitted("b");
        recording.started("b");
        recording.failed("b");
        recording.submitted("c");
        recording.rejected("c");
        recording.submits("s", 1);
        recording.emits("s", 1);
        assertThat(recording).drains();
    }

    @Test
    void shouldNameATaskThatNeverEnded() {
        recording.task("a", "k", () -> {}).run();
        recording.submitted("b", "k");
        recording.started("b");
        assertFails(
                () -> assertThat(recording).drains(),
                "task never ended: last=#5 b starts, then=no end",
                "  #4 b is submitted: key=k, thread=THREAD",
                "  #5 b starts: key=k, thread=THREAD");
    }

    @Test
    void shouldNameATaskThatNeverStarted() {
        recording.submitted("b");
        assertFails(
                () -> assertThat(recording).drains(),
                "task never ended: last=#1 b is submitted, then=no end",
                "  #1 b is submitted: thread=THREAD");
    }

    @Test
    void shouldNameAnItemThatNeverCameOut() {
        recording.submits("s", 1);
        recording.submits("s", 2);
        recording.submits("t", 2);
        recording.emits("s", 1);
        recording.emits("t", 2);
        assertFails(
                () -> assertThat(recording).drains(),
                "item of a series never came out: last=#2 2 is handed in, then=no way out",
                "  #2 2 is handed in: series=s, thread=THREAD");
    }
}
