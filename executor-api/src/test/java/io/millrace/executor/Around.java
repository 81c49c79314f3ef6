package io.millrace.executor;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.SchedulingDomain;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The default device with changes at its border. */
final class Around {

    private Around() {}

    /** Returns the default device, and tells of each domain that it opens. */
    static Device told(Consumer<SchedulingDomain> listener) {
        return around(Device.class, Devices.find(Devices.DEFAULT_NAME), UnaryOperator.identity(), opened -> {
            if (opened instanceof SchedulingDomain domain) {
                listener.accept(domain);
            }
            return opened;
        });
    }

    /**
     * Returns the default device, whose domains hand on other arguments and results.
     *
     * @param argument changes each argument of a call to a domain
     * @param result changes what a call to a domain returns
     */
    static Device domains(UnaryOperator<Object> argument, UnaryOperator<Object> result) {
        return around(
                Device.class,
                Devices.find(Devices.DEFAULT_NAME),
                UnaryOperator.identity(),
                opened -> opened instanceof SchedulingDomain domain
                        ? around(SchedulingDomain.class, domain, argument, result)
                        : opened);
    }

    private static <T> T around(Class<T> type, T target, UnaryOperator<Object> argument, UnaryOperator<Object> result) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                Object[] changed = arguments == null
                        ? null
                        : Arrays.stream(arguments).map(argument).toArray();
                return result.apply(method.invoke(target, changed));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
