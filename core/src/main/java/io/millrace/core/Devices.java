package io.millrace.core;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds the devices that are on the class path or module path. */
public final class Devices {

    /** The name of the device that is used unless another is asked for. */
    public static final String DEFAULT_NAME = "software";

    private Devices() {}

    /** Returns all providers, whether their devices are available or not. */
    public static List<DeviceProvider> providers() {
        try {
            return ServiceLoader.load(DeviceProvider.class, Devices.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .collect(Collectors.toUnmodifiableList());
        } catch (ServiceConfigurationError broken) {
            throw new DeviceException(
                    "a device provider could not be loaded: remove it from the class path or mend it", broken);
        }
    }

    /**
     * Returns the device of a name, behind which there may be a colon and how the device is wished: {@code software}, {@code simulated:42}.
     *
     * @throws IllegalArgumentException if no device has the name, or it cannot be so
     * @throws DeviceException if the device is not available on this machine
     */
    public static Device find(String nameAndWish) {
        int colon = nameAndWish.indexOf(':');
        String name = colon < 0 ? nameAndWish : nameAndWish.substring(0, colon);
        String wish = colon < 0 ? "" : nameAndWish.substring(colon + 1);
        List<DeviceProvider> providers = providers();
        for (DeviceProvider provider : providers) {
            if (provider.name().equals(name)) {
                Availability availability = provider.probe();
                if (!availability.available()) {
                    throw new DeviceException(
                            "device not available: name=" + name + ", reason=" + availability.reason());
                }
                return provider.device(wish);
            }
        }
        String known = providers.stream().map(DeviceProvider::name).sorted().collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "no such device: name=" + name + ", known=" + (known.isEmpty() ? "none" : known));
    }
}
