package io.millrace.core.driver;

import java.util.EnumSet;
import java.util.Set;

/** A driver that does in a simple way what DPDK's {@code event_sw} was seen to do, in one thread at a time. */
public final class ModelDriver implements EventDriver {

    private final Set<DriverTrait> traits;
    private final int room;

    /**
     * Makes a driver.
     *
     * @param room how many events a port takes before somebody schedules; few make it stop short
     */
    public ModelDriver(int room, Set<DriverTrait> traits) {
        this.room = room;
        this.traits = traits;
    }

    /** Returns a driver like {@code event_sw}. */
    public static ModelDriver usual() {
        return new ModelDriver(
                Integer.MAX_VALUE,
                EnumSet.of(DriverTrait.DRIVEN, DriverTrait.EXPLICIT_RELEASE, DriverTrait.ORDERED_QUEUES));
    }

    @Override
    public String name() {
        return "model";
    }

    @Override
    public DriverLimits limits() {
        return new DriverLimits(4096, 255, 64, 1024);
    }

    @Override
    public Set<DriverTrait> traits() {
        return traits;
    }

    @Override
    public EventSession open(DriverPlan plan) {
        return new ModelSession(plan, traits, room);
    }
}
