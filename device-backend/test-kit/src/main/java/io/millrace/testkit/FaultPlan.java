package io.millrace.testkit;

import java.util.List;
import java.util.Objects;

/**
 * What is to fail in a generated run, and when.
 *
 * @param occasions in any order
 */
public record FaultPlan(List<Occasion> occasions) {

    /** What can fail; the names are those of {@code io.millrace.device.simulated.Fault}, where each is explained. The mildest is the first. */
    public enum Kind {
        /** A sleeping thread wakes up for nothing. */
        SPURIOUS_WAKE_UP,
        /** A worker is held up. */
        WORKER_STALLS,
        /** Who waits for others goes on late. */
        SLOW_CONSUMER,
        /** The clock jumps ahead. */
        CLOCK_JUMP,
        /** There is no credit for a new entry. */
        CREDITS_RUN_OUT,
        /** A worker ends. */
        WORKER_DIES,
        /** The device fails. */
        DEVICE_FAILS
    }

    /**
     * That something fails once.
     *
     * @param at how many times before it could have happened
     */
    public record Occasion(Kind kind, long at) {

        /** Checks what it is made of. */
        public Occasion {
            Objects.requireNonNull(kind, "kind");
            if (at < 0) {
                throw new IllegalArgumentException("occasion below the first: at=" + at + ", first=0");
            }
        }
    }

    /** Copies the occasions. */
    public FaultPlan {
        occasions = List.copyOf(occasions);
    }
}
