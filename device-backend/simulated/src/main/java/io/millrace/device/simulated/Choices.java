package io.millrace.device.simulated;

import java.util.ArrayList;
import java.util.List;

/** Decides as a trace says, and notes what else could have been decided after that. */
final class Choices implements Decisions {

    private final Trace trace;
    private final ReplayedDecisions replayed;
    private final boolean more;
    private final long last;
    private final List<Trace> others = new ArrayList<>();
    private long asked;

    /** Creates one, which notes others only if more decisions may differ. */
    Choices(Trace trace, boolean more) {
        this.trace = trace;
        this.more = more;
        replayed = new ReplayedDecisions(trace);
        last = trace.size() == 0 ? -1 : trace.answers().get(trace.size() - 1).at();
    }

    @Override
    public int decide(Question question, int bound, List<Member> ready) {
        if (more && question == Question.NEXT && asked > last) {
            for (int answer = 1; answer < bound; answer++) {
                List<Trace.Answer> longer = new ArrayList<>(trace.answers());
                longer.add(new Trace.Answer(asked, answer));
                others.add(new Trace(longer));
            }
        }
        asked++;
        return replayed.decide(question, bound, ready);
    }

    /** Returns each trace that is this one and one decision more, which was not the plainest. */
    List<Trace> others() {
        return others;
    }
}
