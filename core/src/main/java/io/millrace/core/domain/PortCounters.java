package io.millrace.core.domain;

import io.millrace.core.PaddedLongs;
import io.millrace.core.PortCounter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The counters of a port: written by its thread alone, read by any.
 *
 * <p>What is held is what was delivered less what was finished. A delivery is counted before its end, with release, and the ends are read before the
 * deliveries, with acquire; so an end is never seen without its delivery.
 */
final class PortCounters {

    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] counts = new long[PortCounter.values().length + PaddedLongs.STRIDE];
    private final long[] deliveredFrom;

    PortCounters(int queues) {
        deliveredFrom = new long[queues + PaddedLongs.STRIDE];
    }

    /** Counts a delivery where both the port and the queue find it, in one write. */
    void delivered(int queue) {
        // Pairs with deliveredFrom().
        COUNT.setRelease(deliveredFrom, queue, deliveredFrom[queue] + 1);
    }

    long deliveredFrom(int queue) {
        return (long) COUNT.getAcquire(deliveredFrom, queue);
    }

    void increment(PortCounter counter) {
        int index = counter.ordinal();
        // Pairs with count().
        COUNT.setRelease(counts, index, counts[index] + 1);
    }

    long get(PortCounter counter) {
        return switch (counter) {
            case DELIVERED -> delivered();
            case HELD -> held();
            default -> count(counter);
        };
    }

    private long held() {
        long finished = count(PortCounter.FORWARDED) + count(PortCounter.RELEASED) + count(PortCounter.DETACHED);
        return delivered() - finished;
    }

    private long delivered() {
        long sum = 0;
        for (int queue = 0; queue < deliveredFrom.length; queue++) {
            sum += deliveredFrom(queue);
        }
        return sum;
    }

    private long count(PortCounter counter) {
        return (long) COUNT.getAcquire(counts, counter.ordinal());
    }
}
