package io.millrace.device.monitor;

/** Which flows, and which entries without a flow, are watched. */
final class Sampling {

    private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;

    private final int interval;

    Sampling(int interval) {
        if (interval < 1) {
            throw new IllegalArgumentException("one in so many is watched: interval=" + interval + ", lowest=1");
        }
        this.interval = interval;
    }

    boolean isFull() {
        return interval == 1;
    }

    /** Returns whether what has this number, or the flow of this id, is watched. */
    boolean takes(long number) {
        return interval == 1 || (((number + 1) * GOLDEN_RATIO) >>> 33) % interval == 0;
    }
}
