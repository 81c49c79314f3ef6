package io.millrace.benchmarks.device;

import io.millrace.core.SchedulingType;
import java.util.Locale;

/**
 * One thing that {@link DeviceBenchmark} and {@code event_sw.c} both measure.
 *
 * @param type the scheduling type of the queue
 * @param flows over how many flows the entries are spread
 * @param method the name of the method of {@link DeviceBenchmark}
 */
record DeviceOperation(SchedulingType type, int flows, String method) {

    String typeText() {
        return type.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return typeText() + ", " + flows + (flows == 1 ? " flow, " : " flows, ") + method;
    }
}
