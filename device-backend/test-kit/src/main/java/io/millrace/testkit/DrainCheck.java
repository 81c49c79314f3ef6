package io.millrace.testkit;

import java.util.List;
import java.util.function.Predicate;

/** Whether what began has ended. */
final class DrainCheck {

    private DrainCheck() {}

    static void require(History history) {
        history.byTask().values().forEach(its -> {
            if (isUnfinished(its)) {
                throw failure("task never ended", its, "no end");
            }
        });
        for (Object series : history.series()) {
            history.byItem(series).values().forEach(its -> {
                if (count(its, event -> event.is(Event.Kind.EMITTED))
                        < count(its, event -> event.is(Event.Kind.HANDED_IN))) {
                    throw failure("item of a series never came out", its, "no way out");
                }
            });
        }
    }

    private static AssertionError failure(String statement, List<Event> its, String missing) {
        Event last = its.get(its.size() - 1);
        return new AssertionError(statement + ": last=" + last.mention() + ", then=" + missing + History.lines(its));
    }

    /** Returns whether a task to which this happened is still to end. */
    static boolean isUnfinished(List<Event> its) {
        long submissions = count(its, event -> event.is(Event.Kind.SUBMITTED));
        long refusals = count(its, event -> event.is(Event.Kind.REJECTED));
        long starts = count(its, event -> event.is(Event.Kind.STARTED));
        return count(its, Event::isEnd) < Math.max(starts, submissions - refusals);
    }

    private static long count(List<Event> its, Predicate<Event> wanted) {
        return its.stream().filter(wanted).count();
    }
}
