package io.millrace.device.software;

import io.millrace.core.PaddedLongs;
import io.millrace.core.PortCounter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The counters of a port: written by its thread alone, read by any. */
final class PortCounters {

    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] counts = new long[PortCounter.values().length + PaddedLongs.STRIDE];

    void increment(PortCounter counter) {
        int index = counter.ordinal();
        COUNT.setOpaque(counts, index, counts[index] + 1);
    }

    long get(PortCounter counter) {
        return switch (counter) {
            case HELD ->
                count(PortCounter.DELIVERED)
                        - count(PortCounter.FORWARDED)
                        - count(PortCounter.RELEASED)
                        - count(PortCounter.DETACHED);
            default -> count(counter);
        };
    }

    private long count(PortCounter counter) {
        return (long) COUNT.getOpaque(counts, counter.ordinal());
    }
}
