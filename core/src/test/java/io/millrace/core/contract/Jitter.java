package io.millrace.core.contract;

import io.millrace.core.Availability;
import io.millrace.core.Device;
import io.millrace.core.DeviceProvider;
import io.millrace.core.Devices;
import io.millrace.core.Ingress;
import io.millrace.core.Port;
import io.millrace.core.SchedulingDomain;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A device whose threads are held up now and then, before what they ask of it is done and afterwards: so who uses it is seen between any two steps. As a
 * provider it is named jitter, or takes the name and the place of the default device if {@value #PROPERTY} says one in how many times a thread is held up.
 */
public final class Jitter implements DeviceProvider {

    /** One in how many times a thread sleeps for up to 0.3 ms; it yields twice as often, and spins thrice as often. */
    public static final String PROPERTY = "millrace.jitter";

    private static final int ODDS = Integer.getInteger(PROPERTY, 30);

    /** The name of the device: jitter, unless it has the place of the default one. */
    public static final String NAME = System.getProperty(PROPERTY) == null ? "jitter" : Devices.DEFAULT_NAME;

    private static final int LONGEST_SLEEP_NANOS = 300_000;
    private static final int LONGEST_SPIN = 500;
    private static final List<Class<?>> PARTS =
            List.of(Device.class, SchedulingDomain.class, Port.class, Ingress.class);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Availability probe() {
        return Availability.yes("the default device, which it holds up");
    }

    @Override
    public Device device() {
        return (Device) heldUp(undisturbed());
    }

    private static Device undisturbed() {
        return Devices.providers().stream()
                .filter(provider ->
                        !(provider instanceof Jitter) && provider.name().equals(Devices.DEFAULT_NAME))
                .findFirst()
                .orElseThrow()
                .device();
    }

    private static Object heldUp(Object part) {
        for (Class<?> type : PARTS) {
            if (type.isInstance(part)) {
                return Proxy.newProxyInstance(
                        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                            holdUp();
                            try {
                                return heldUp(method.invoke(part, arguments));
                            } catch (InvocationTargetException failure) {
                                throw failure.getCause();
                            } finally {
                                holdUp();
                            }
                        });
            }
        }
        return part;
    }

    private static void holdUp() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int dice = random.nextInt(ODDS);
        if (dice == 0) {
            // Whoever is interrupted is not held up: a sleep would end at once, and leaves the status as it is.
            LockSupport.parkNanos(random.nextInt(LONGEST_SLEEP_NANOS));
        } else if (dice <= 2) {
            Thread.yield();
        } else if (dice <= 5) {
            for (int spins = random.nextInt(LONGEST_SPIN); spins > 0; spins--) {
                Thread.onSpinWait();
            }
        }
    }
}
