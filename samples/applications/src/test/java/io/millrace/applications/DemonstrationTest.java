package io.millrace.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.samples.CommandException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** A demonstration refuses a wrong outcome, and work that others than Millrace have done. */
class DemonstrationTest {

    private final StringWriter out = new StringWriter();
    private final Demonstration demonstration = new Demonstration(new PrintWriter(out), "another", "a sum", 3);

    @Test
    void shouldRefuseAWrongOutcome() {
        assertRefused("expected what one thread computes, found another outcome on Millrace", onMillrace(8), here(7));
        assertRefused("expected what one thread computes, found another outcome on another", onMillrace(7), here(8));
    }

    @Test
    void shouldRefuseTheWorkOfOthers() {
        String name = Thread.currentThread().getName();
        assertRefused("expected threads of Millrace to do the work, found " + name, here(7), here(7));
        assertRefused("expected threads of Millrace to do the work, found none", unseen(7), here(7));
    }

    @Test
    void shouldTimeBoth() throws Exception {
        demonstration.show(7, onMillrace(7), here(7));
        assertTrue(out.toString().contains("work:     a sum"), out::toString);
        assertTrue(out.toString().contains("ran on:   Millrace, 1 thread: millrace-test-worker-1"), out::toString);
        assertTrue(out.toString().contains("median and range of 3 rounds of each, in turns"), out::toString);
    }

    private void assertRefused(String sentence, Side millrace, Side other) {
        CommandException refusal = assertThrows(CommandException.class, () -> demonstration.show(7, millrace, other));
        assertEquals(sentence, refusal.getMessage());
    }

    private interface Work extends Side {
        @Override
        default void close() {}
    }

    private static Work onMillrace(int outcome) {
        return witness -> {
            try (MillraceExecutor executor =
                    MillraceExecutors.builder().name("millrace-test").workers(1).build()) {
                return executor.submit(() -> here(outcome).run(witness)).get();
            }
        };
    }

    private static Work here(int outcome) {
        return witness -> {
            witness.note();
            return outcome;
        };
    }

    private static Work unseen(int outcome) {
        return witness -> outcome;
    }
}
