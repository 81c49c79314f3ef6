package io.millrace.samples;

import io.millrace.core.Device;
import io.millrace.core.DeviceException;
import io.millrace.core.Devices;
import picocli.CommandLine.Option;

/** The option that names a device. */
public final class DeviceOption {
    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = Devices.DEFAULT_NAME,
            description = "The device that schedules. Default: " + Devices.DEFAULT_NAME + ".")
    private String name = Devices.DEFAULT_NAME;

    /** For picocli. */
    public DeviceOption() {}

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the device, or refuses a name that no available device has. */
    public Device find() throws CommandException {
        try {
            return Devices.find(name);
        } catch (IllegalArgumentException | DeviceException unknown) {
            throw CommandException.usage("expected a device for --device, found: " + unknown.getMessage());
        }
    }
}
