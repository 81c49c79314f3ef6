package io.millrace.device.monitor;

import io.millrace.core.Burst;
import io.millrace.core.Device;
import io.millrace.core.Port;
import io.millrace.core.SchedulingDomain;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** Makes a device whose ports change what they deliver. */
final class BurstFault {

    private BurstFault() {}

    /** Returns a device that hands each delivered burst to the fault before its user sees it. */
    static Device on(Device device, Consumer<Burst> fault) {
        return proxy(
                Device.class, device, result -> result instanceof SchedulingDomain domain ? on(domain, fault) : result);
    }

    private static SchedulingDomain on(SchedulingDomain domain, Consumer<Burst> fault) {
        return proxy(SchedulingDomain.class, domain, result -> result instanceof Port port ? on(port, fault) : result);
    }

    private static Port on(Port port, Consumer<Burst> fault) {
        return cast(Port.class, (self, method, arguments) -> {
            Object result = call(port, method, arguments);
            if (method.getName().equals("dequeue") && arguments[0] instanceof Burst burst && burst.count() > 0) {
                fault.accept(burst);
                return burst.count();
            }
            return result;
        });
    }

    /** Delivers a burst in reverse. */
    static void reverse(Burst burst, boolean withTheirPlaces) {
        int count = burst.count();
        Burst copy = new Burst(count);
        for (int i = 0; i < count; i++) {
            copy.deliver(burst.entry(i), burst.header(i), burst.sequenceNumber(i), burst.payload(i));
        }
        burst.clear();
        for (int i = 0; i < count; i++) {
            int from = count - 1 - i;
            long place = copy.sequenceNumber(withTheirPlaces ? from : i);
            burst.deliver(copy.entry(from), copy.header(from), place, copy.payload(from));
        }
    }

    private interface Change {
        Object of(Object result);
    }

    private static <T> T proxy(Class<T> type, T target, Change change) {
        return cast(type, (self, method, arguments) -> {
            Object result = call(target, method, arguments);
            return result == null ? null : change.of(result);
        });
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static <T> T cast(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
