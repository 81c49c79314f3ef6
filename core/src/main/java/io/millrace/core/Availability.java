package io.millrace.core;

/**
 * Whether a device can be used on this machine.
 *
 * @param available whether it can
 * @param reason a sentence that says why not, or what was found
 */
public record Availability(boolean available, String reason) {

    /** Returns the answer of a device that can be used. */
    public static Availability yes(String found) {
        return new Availability(true, found);
    }

    /** Returns the answer of a device that cannot be used. */
    public static Availability no(String reason) {
        return new Availability(false, reason);
    }
}
