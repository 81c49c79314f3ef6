package io.millrace.samples.capture;

/** The checks on the two lengths that both formats store with a packet. */
final class PacketLengths {
    private PacketLengths() {}

    /** Refuses lengths that cannot be and packets that were cut when they were recorded. */
    static void check(long number, long at, int captured, int original) throws CaptureException {
        if (Integer.compareUnsigned(captured, CaptureReader.PACKET_LIMIT_BYTES) > 0) {
            throw new CaptureException("packet " + number + " at byte " + at + " claims "
                    + Integer.toUnsignedString(captured) + " bytes: expected at most "
                    + CaptureReader.PACKET_LIMIT_BYTES + "; the capture is damaged");
        }
        int order = Integer.compareUnsigned(captured, original);
        if (order < 0) {
            throw new CaptureException(
                    "packet " + number + " at byte " + at + " was cut when it was recorded: expected "
                            + Integer.toUnsignedString(original) + " bytes, found " + captured
                            + "; record again without a snapshot length (tcpdump -s 0)");
        }
        if (order > 0) {
            throw new CaptureException("packet " + number + " at byte " + at + " contradicts itself: expected at most "
                    + Integer.toUnsignedString(original) + " bytes, found " + captured + "; the capture is damaged");
        }
    }
}
