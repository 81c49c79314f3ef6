package io.millrace.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What the mutants of {@link MutantRunTest} are planted against. Green by itself, and no test of a build by its name. */
final class PlainSuite {

    @Test
    void shouldDouble() {
        assertEquals(6, PlainNumber.twice(3));
    }
}
