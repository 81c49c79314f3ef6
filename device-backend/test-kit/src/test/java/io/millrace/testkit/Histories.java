package io.millrace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** What tests of assertions share. */
final class Histories {

    private Histories() {}

    /** Asserts that an assertion fails with a message of these lines, in which {@code THREAD} stands for this thread. */
    static void assertFails(Executable assertion, String... lines) {
        AssertionError failure = assertThrows(AssertionError.class, assertion);
        assertEquals(
                String.join("\n", lines)
                        .replace("THREAD", Thread.currentThread().getName()),
                failure.getMessage());
    }
}
