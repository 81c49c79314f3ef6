package io.millrace.testkit;

import java.util.Objects;

/**
 * How a generated run decides which thread goes on.
 *
 * @param seed where chance begins
 */
public record SchedulePlan(Kind kind, long seed) {

    /** Who goes on rather than others; the names are those of {@code io.millrace.device.simulated.Strategy}, where each is explained. The plainest is the first. */
    public enum Kind {
        /** Anybody. */
        UNIFORM,
        /** Who has the highest of priorities that change seldom. */
        PCT,
        /** Who came last. */
        REVERSE,
        /** Who has worked the shortest time on what it works on. */
        STARVE_HEAD,
        /** Anybody but one. */
        SLOW_WORKER
    }

    /** Checks what it is made of. */
    public SchedulePlan {
        Objects.requireNonNull(kind, "kind");
    }
}
