package io.millrace.device.simulated;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Asks who decides, and writes down what was decided and who went on when. Guarded by the scheduler. */
final class Log {

    /** How many things are kept for the picture; of a longer run these are the last. */
    private static final int EVENTS = 20_000;

    /**
     * That a thread did something, or had the turn.
     *
     * @param nanos the time
     * @param what empty if it only had the turn
     * @param byUser whether the user has said so
     */
    record Event(long step, long nanos, int member, String what, boolean byUser) {}

    private final Decisions decisions;

    /** For each answer that is not 0, how many decisions there were since the one before, and the answer. */
    private final ByteTrail answers = new ByteTrail();

    private final Deque<Event> events = new ArrayDeque<>();
    private final List<String> names = new ArrayList<>();
    private long asked;
    private long lastAnswered;

    Log(Decisions decisions) {
        this.decisions = decisions;
    }

    int decide(Question question, int bound, List<Member> ready) {
        int answer = decisions.decide(question, bound, ready);
        if (answer < 0 || answer >= bound) {
            throw new IllegalStateException(
                    "decision out of range: question=" + question + ", answer=" + answer + ", bound=" + bound);
        }
        if (answer != 0) {
            answers.add(asked - lastAnswered);
            answers.add(answer);
            lastAnswered = asked;
        }
        asked++;
        return answer;
    }

    /** Decides who of those who can goes on. */
    int next(List<Member> ready) {
        return ready.size() == 1 ? 0 : decide(Question.NEXT, ready.size(), ready);
    }

    void joined(Member member) {
        names.add(member.thread().getName());
    }

    void add(Event event) {
        if (events.size() == EVENTS) {
            events.removeFirst();
        }
        events.addLast(event);
    }

    Picture picture() {
        return new Picture(names, events);
    }

    /** Returns what was decided so far. */
    Trace trace() {
        ByteTrail.Reader reader = answers.reader();
        List<Trace.Answer> all = new ArrayList<>();
        long at = 0;
        while (reader.hasNext()) {
            at += reader.next();
            all.add(new Trace.Answer(at, (int) reader.next()));
        }
        return new Trace(all);
    }
}
