package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.millrace.core.contract.TimeLimit;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class WorkerStatesTest {

    /** Such as a cipher with its key. */
    @Test
    void shouldForgetWhatWorkersHadOnceTheyAreClosed() throws Exception {
        WorkerStates<Object> states = new WorkerStates<>(2, Object::new);
        WeakReference<Object> state = new WeakReference<>(states.of(1));
        assertNull(states.close());
        try (TimeLimit limit = TimeLimit.seconds(30)) {
            Memory.awaitGone(state);
        }
        assertEquals(null, state.get(), () -> "kept by " + states);
    }
}
