package io.millrace.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether what comes out of a series is what went in, in that order, with gaps. */
final class OrderCheck {

    private final History history;
    private final Object series;

    /** For each item what was handed in and has not come out; equal items come out in order. */
    private final Map<Object, Deque<Event>> inside = new HashMap<>();

    /** The last that came out, and how it had gone in. */
    private @Nullable Event last;

    private @Nullable Event lastIn;

    private OrderCheck(History history, Object series) {
        this.history = history;
        this.series = series;
    }

    static void require(History history, Object series) {
        OrderCheck check = new OrderCheck(history, series);
        for (Event event : history.select(event -> event.isOfSeries(series))) {
            if (event.is(Event.Kind.HANDED_IN)) {
                check.inside
                        .computeIfAbsent(event.subject(), unknown -> new ArrayDeque<>())
                        .add(event);
            } else {
                check.comesOut(event);
            }
        }
    }

    private void comesOut(Event event) {
        Deque<Event> equal = inside.get(event.subject());
        Event in = equal == null ? null : equal.poll();
        if (in == null) {
            throw comesFromNowhere(event);
        }
        Event before = last;
        Event beforeIn = lastIn;
        if (before != null && beforeIn != null && in.number() < beforeIn.number()) {
            throw history.failure(
                    "items of a series came out in another order than they went in: series=" + series + ", first="
                            + before.mention() + ", then=" + event.mention() + ", though=" + in.mention() + " before "
                            + beforeIn.mention(),
                    each -> each.isOfSeries(series)
                            && (each.subject().equals(before.subject())
                                    || each.subject().equals(event.subject())));
        }
        last = event;
        lastIn = in;
    }

    private AssertionError comesFromNowhere(Event event) {
        String before = history.events().stream()
                .filter(each -> each.number() < event.number()
                        && each.isOfSeries(series)
                        && each.is(Event.Kind.EMITTED)
                        && each.subject().equals(event.subject()))
                .reduce((one, next) -> next)
                .map(Event::mention)
                .orElse("nothing");
        return history.failure(
                "item of a series came out more often than it was handed in until then: series=" + series + ", before="
                        + before + ", then=" + event.mention(),
                each -> each.isOfSeries(series) && each.subject().equals(event.subject()));
    }
}
