package io.millrace.core.driver;

import java.util.Set;

/**
 * Something that schedules events and is not ours.
 *
 * <p><b>Threading.</b> All methods may be called by any thread.
 */
public interface EventDriver {

    /** Returns the name under which people know it, such as {@code event_sw}. */
    String name();

    /** Returns what one session can have at most. */
    DriverLimits limits();

    /** Returns what it has and needs. The set does not change. */
    Set<DriverTrait> traits();

    /**
     * Opens a session, all of it or nothing.
     *
     * @throws io.millrace.core.DeviceException if the driver fails, with what it said
     */
    EventSession open(DriverPlan plan);
}
