package io.millrace.samples.evtest;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** One at a time, and in the order of each submitter. */
final class SerialStreamTest {
    private final SerialStream stream = new SerialStream("key 1", Promise.ATOMIC, 2);

    @Test
    void shouldAcceptTheOrderOfEachSubmitter() {
        for (int[] taskAndSubmitter : new int[][] {{3, 0}, {1, 1}, {4, 0}, {2, -1}, {9, 1}}) {
            stream.enter(taskAndSubmitter[0], taskAndSubmitter[1]);
            stream.leave();
        }
    }

    @Test
    void shouldFindTwoAtOnce() {
        stream.enter(1, 0);
        assertThrows(BrokenPromise.class, () -> stream.enter(2, 1));
    }

    @Test
    void shouldFindOneThatWasOvertaken() {
        stream.enter(5, 0);
        stream.leave();
        assertThrows(BrokenPromise.class, () -> stream.enter(4, 0));
    }
}
