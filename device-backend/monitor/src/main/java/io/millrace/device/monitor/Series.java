package io.millrace.device.monitor;

import io.millrace.core.EntryHeader;
import java.util.Locale;

/**
 * The names of series: entries that were handed in one after the other, and arrive in that order where one is delivered at a time.
 *
 * <p>A name is a number other than 0, of 48 bits: the kind and what it is a series of.
 */
final class Series {

    static final long NONE = 0;

    private static final int KIND_SHIFT = 46;
    private static final long FLOW = 1L << KIND_SHIFT;
    private static final long PORT = 2L << KIND_SHIFT;
    private static final long THREAD = 3L << KIND_SHIFT;
    private static final long VALUE_MASK = FLOW - 1;
    private static final int FLOW_BITS = 31;
    private static final int QUEUE_BITS = 12;
    private static final int PRIORITY_BITS = 3;

    private Series() {}

    /** What comes out of a flow of an ordered queue. A device may keep the priorities of a flow apart. */
    static long ofFlow(long header) {
        return FLOW
                | ((((long) EntryHeader.priority(header) << QUEUE_BITS) | EntryHeader.queue(header)) << FLOW_BITS)
                | EntryHeader.flow(header);
    }

    /** What the thread of a port hands in. */
    static long ofPort(int port) {
        return PORT | port;
    }

    /** What another thread hands in, with numbers of one stripe. */
    static long ofThread(long thread, int stripe) {
        return THREAD | ((thread * CreditAccount.SHARED_STRIPES + stripe) & VALUE_MASK);
    }

    static boolean isOfFlow(long series) {
        return series >>> KIND_SHIFT == FLOW >>> KIND_SHIFT;
    }

    static int queue(long series) {
        return (int) (series >>> FLOW_BITS) & EntryHeader.MAX_QUEUE;
    }

    static int flow(long series) {
        return (int) series & Integer.MAX_VALUE;
    }

    /** Returns the series of those that go to one directed queue with one priority, which overtake each other as little. */
    static long inDirected(long series, long header) {
        return (((series << QUEUE_BITS) | EntryHeader.queue(header)) << PRIORITY_BITS) | EntryHeader.priority(header);
    }

    /** Returns a producer in words. */
    static String producer(long series) {
        long value = series & VALUE_MASK;
        return series >>> KIND_SHIFT == PORT >>> KIND_SHIFT
                ? "port " + value
                : String.format(Locale.ROOT, "thread %d", value / CreditAccount.SHARED_STRIPES);
    }
}
