package io.millrace.device.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces as text, and made smaller. */
class TraceTest {

    @Property(tries = 300)
    void shouldReadWhatItHasWritten(
            @ForAll @Size(max = 50) List<@LongRange(min = 0, max = 1L << 40) Long> places,
            @ForAll @IntRange(min = 1, max = 1000) int answer) {
        TreeMap<Long, Integer> ordered = new TreeMap<>();
        places.forEach(place -> ordered.put(place, answer));
        List<Trace.Answer> answers = new ArrayList<>();
        ordered.forEach((at, what) -> answers.add(new Trace.Answer(at, what)));
        Trace trace = new Trace(answers);
        assertEquals(trace, Trace.parse(trace.toString()));
        assertEquals(answers.size(), Trace.parse(trace.toString()).size());
    }

    @Property(tries = 300)
    void shouldKeepEachAnswerThatWasWrittenDown(
            @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 9) Integer> answers) {
        int[] next = new int[1];
        Log log = new Log((question, bound, ready) -> answers.get(next[0]++));
        answers.forEach(answer -> log.decide(Question.CHANCE, 10, List.of()));
        ReplayedDecisions replayed = new ReplayedDecisions(log.trace());
        answers.forEach(answer -> assertEquals(answer, replayed.decide(Question.CHANCE, 10, List.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "millrace-trace-2 1=1",
                "millrace-trace-1 1",
                "millrace-trace-1 1=0",
                "millrace-trace-1 -1=1",
                "millrace-trace-1 1=1 0=1",
                "millrace-trace-1 1=1=1",
                "millrace-trace-1 x=1",
                "millrace-trace-1 9223372036854775807=1 1=1"
            })
    void shouldRefuseWhatIsNoTrace(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Trace.parse(text))
                .getMessage();
        assertTrue(message.contains("expected="), message);
    }

    @Test
    void shouldLeaveOutAllThatIsNotNeeded() {
        List<Trace.Answer> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(new Trace.Answer(i, 1 + i % 3));
        }
        List<Trace.Answer> needed = List.of(all.get(7), all.get(50), all.get(99));
        Trace shrunk = new TraceShrinker(trace -> trace.answers().containsAll(needed), 10_000).shrink(new Trace(all));
        assertEquals(needed, shrunk.answers());
    }

    @Test
    void shouldGiveUpAfterSoManyTries() {
        List<Trace.Answer> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(new Trace.Answer(i, 1));
        }
        int[] tries = new int[1];
        Trace shrunk = new TraceShrinker(
                        trace -> {
                            tries[0]++;
                            return false;
                        },
                        20)
                .shrink(new Trace(all));
        assertEquals(20, tries[0]);
        assertEquals(100, shrunk.size());
    }
}
