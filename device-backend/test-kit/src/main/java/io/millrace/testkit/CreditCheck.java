package io.millrace.testkit;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/** Whether nothing is in flight, by figures from outside. */
final class CreditCheck {

    private CreditCheck() {}

    static void require(History history, Map<String, IntSupplier> watched) {
        if (watched.isEmpty()) {
            throw new IllegalStateException(
                    "nothing is watched, so nothing can be said: figures=0, expected=1 or more");
        }
        watched.forEach((name, figure) -> {
            int inFlight = figure.getAsInt();
            if (inFlight != 0) {
                throw failure(history, name, inFlight);
            }
        });
    }

    private static AssertionError failure(History history, String name, int inFlight) {
        Set<Object> unfinished = new HashSet<>();
        history.byTask().forEach((task, its) -> {
            if (DrainCheck.isUnfinished(its)) {
                unfinished.add(task);
            }
        });
        return history.failure(
                "credits were not given back: watched=" + name + ", inFlight=" + inFlight + ", expected=0, unfinished="
                        + unfinished.size(),
                event -> event.isOfTask() && unfinished.contains(event.subject()));
    }
}
