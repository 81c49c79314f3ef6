package io.millrace.device.simulated;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides as a trace says, and where that says nothing, or what cannot be, for the plainest. */
final class ReplayedDecisions implements Decisions {

    private final Iterator<Trace.Answer> answers;
    private Trace.@Nullable Answer next;
    private long asked;

    ReplayedDecisions(Trace trace) {
        answers = trace.answers().iterator();
        advance();
    }

    @Override
    public int decide(Question question, int bound, List<Member> ready) {
        int answer = 0;
        Trace.Answer told = next;
        if (told != null && told.at() == asked) {
            // Of a trace that was made shorter, or of other code.
            answer = Math.min(told.answer(), bound - 1);
            advance();
        }
        asked++;
        return answer;
    }

    private void advance() {
        next = answers.hasNext() ? answers.next() : null;
    }
}
