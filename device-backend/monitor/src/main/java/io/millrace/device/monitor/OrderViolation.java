package io.millrace.device.monitor;

import java.util.Objects;

/**
 * The proof that a device has broken a promise.
 *
 * @param promise which one
 * @param message what has happened and where, with both entries
 * @param first the entry that was there first; {@link Entry#NONE} if it takes but one, or none
 * @param second the entry with which it was noticed; {@link Entry#NONE} if it takes none
 */
public record OrderViolation(Promise promise, String message, Entry first, Entry second) {

    /** Checks for null. */
    public OrderViolation {
        Objects.requireNonNull(promise, "promise");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
    }

    /**
     * An entry as the monitor names it.
     *
     * @param number a number that no other entry of the domain has; those that one thread hands in have ascending ones
     * @param port the port to which it was delivered; -1 if to none
     */
    public record Entry(long number, int port) {

        /** No entry. */
        public static final Entry NONE = new Entry(-1, -1);

        @Override
        public String toString() {
            if (number < 0) {
                return "none";
            }
            return "entry " + number + (port < 0 ? "" : " at port " + port);
        }
    }

    @Override
    public String toString() {
        return message;
    }
}
