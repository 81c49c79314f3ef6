package io.millrace.device.simulated;

import io.millrace.core.Device;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DeviceLimits;
import io.millrace.core.Devices;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.SchedulingDomain;
import java.util.Set;

/** The software device, whose threads are simulated from the opening of its first domain until the last one is closed. */
final class SimulatedDevice implements Device {

    static final String NAME = "simulated";

    private final Device software = Devices.find(Devices.DEFAULT_NAME);
    private final Simulation simulation;

    SimulatedDevice(Simulation simulation) {
        this.simulation = simulation;
    }

    Simulation simulation() {
        return simulation;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DeviceLimits limits() {
        return software.limits();
    }

    @Override
    public Set<DeviceCapability> capabilities() {
        return software.capabilities();
    }

    @Override
    public SchedulingDomain open(DomainConfiguration configuration) {
        Simulation in = simulation.orThatOfTheCaller();
        Scheduler scheduler = in.opens();
        boolean opened = false;
        try {
            SchedulingDomain domain =
                    new SimulatedDomain(software.open(configuration), scheduler, () -> in.closes(scheduler));
            opened = true;
            return domain;
        } finally {
            if (!opened) {
                in.closes(scheduler);
            }
        }
    }
}
