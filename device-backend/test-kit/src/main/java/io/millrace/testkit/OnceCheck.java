package io.millrace.testkit;

import java.util.List;

/** Whether each task starts once, unless it was rejected. */
final class OnceCheck {

    private OnceCheck() {}

    static void require(History history) {
        history.byTask().values().forEach(OnceCheck::requireOnce);
    }

    private static void requireOnce(List<Event> its) {
        List<Event> starts = select(its, Event.Kind.STARTED);
        List<Event> refusals = select(its, Event.Kind.REJECTED);
        if (starts.size() > 1) {
            throw failure("task ran more than once: first=" + mention(starts, 0) + ", then=" + mention(starts, 1), its);
        }
        if (!starts.isEmpty() && !refusals.isEmpty()) {
            throw failure(
                    "task ran though it was rejected: first=" + mention(refusals, 0) + ", then=" + mention(starts, 0),
                    its);
        }
        if (starts.isEmpty() && refusals.isEmpty()) {
            throw failure("task never ran: first=" + mention(its, 0) + ", then=no start", its);
        }
    }

    private static List<Event> select(List<Event> its, Event.Kind kind) {
        return its.stream().filter(event -> event.is(kind)).toList();
    }

    private static String mention(List<Event> some, int at) {
        return some.get(at).mention();
    }

    private static AssertionError failure(String statement, List<Event> its) {
        return new AssertionError(statement + History.lines(its));
    }
}
