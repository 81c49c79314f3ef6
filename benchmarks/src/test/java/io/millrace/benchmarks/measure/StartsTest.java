package io.millrace.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class StartsTest {

    @Test
    void shouldNotCallTasksLostThatMayStillCome() {
        Starts starts = new Starts(1);
        starts.completed();
        assertEquals(
                "tasks not completed within 1 s: expected=2, came=1",
                assertThrows(IllegalStateException.class, () -> starts.awaitCompleted(2))
                        .getMessage());
    }
}
