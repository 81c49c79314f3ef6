package io.millrace.device.monitor;

/** The number of an entry and the port that has it, in one word; 0 is nobody. */
final class Holding {

    static final long NOBODY = 0;

    private static final int PORT_SHIFT = 48;
    private static final long NUMBER_MASK = (1L << PORT_SHIFT) - 1;

    private Holding() {}

    static long of(int port, long number) {
        return ((port + 1L) << PORT_SHIFT) | (number & NUMBER_MASK);
    }

    static int port(long holding) {
        return (int) (holding >>> PORT_SHIFT) - 1;
    }

    static OrderViolation.Entry entry(long holding) {
        return new OrderViolation.Entry(holding & NUMBER_MASK, port(holding));
    }
}
