package io.millrace.benchmarks.device;

import io.millrace.core.SchedulingType;
import java.util.List;
import java.util.Locale;

/**
 * One thing that {@link DeviceBenchmark} and {@code event_device.c} both measure.
 *
 * @param type the scheduling type of the queue
 * @param flows over how many flows the entries are spread
 * @param method the name of the method of {@link DeviceBenchmark}
 */
record DeviceOperation(SchedulingType type, int flows, String method) {

    static final String ENTER = "enter";
    static final String CIRCULATE = "circulate";

    /** Returns all operations on a queue of a type. */
    static List<DeviceOperation> all(SchedulingType type, int flows) {
        return List.of(new DeviceOperation(type, flows, ENTER), new DeviceOperation(type, flows, CIRCULATE));
    }

    static String text(SchedulingType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text(type) + ", " + flows + (flows == 1 ? " flow, " : " flows, ") + method;
    }
}
