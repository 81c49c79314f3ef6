package io.millrace.testkit;

import org.jspecify.annotations.Nullable;

/** Whether no two tasks of a key run at once. */
final class OverlapCheck {

    private OverlapCheck() {}

    static void require(History history, Object key) {
        Event running = null;
        for (Event event : history.select(event -> event.isOfTask() && key.equals(event.group()))) {
            if (event.is(Event.Kind.STARTED)) {
                running = first(history, key, running, event);
            } else if (event.isEnd() && running != null && event.isOfTask(running.subject())) {
                running = null;
            }
        }
    }

    private static Event first(History history, Object key, @Nullable Event running, Event start) {
        if (running != null) {
            throw history.failure(
                    "two tasks of one key ran at once: key=" + key + ", first=" + running.mention() + ", then="
                            + start.mention(),
                    event -> event.isOfTask(running.subject()) || event.isOfTask(start.subject()));
        }
        return start;
    }
}
