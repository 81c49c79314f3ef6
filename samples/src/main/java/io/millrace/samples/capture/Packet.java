package io.millrace.samples.capture;

/**
 * One whole frame of a capture. The array is handed over, not copied: whoever holds the packet may read it, and nobody
 * writes to it.
 */
public final class Packet {
    private final long number;
    private final CaptureInterface origin;
    private final long stamp;
    private final byte[] frame;

    /**
     * Creates a packet.
     *
     * @param number place in the capture, from 1
     * @param origin the interface that recorded it
     * @param stamp the two 32-bit words of the file's time stamp as they stand there, the first one high
     * @param frame the frame, from the first byte of the link header
     */
    public Packet(long number, CaptureInterface origin, long stamp, byte[] frame) {
        this.number = number;
        this.origin = origin;
        this.stamp = stamp;
        this.frame = frame;
    }

    /** Place in the capture, from 1, as Wireshark counts. */
    public long number() {
        return number;
    }

    /** The interface that recorded this packet. */
    public CaptureInterface origin() {
        return origin;
    }

    /** The time stamp in the units of its capture, opaque so that no unit change can lose a digit. */
    public long stamp() {
        return stamp;
    }

    /** The frame from the first byte of its link header. */
    public byte[] frame() {
        return frame;
    }

    /** This packet's place and time with another frame. */
    public Packet with(CaptureInterface otherOrigin, byte[] otherFrame) {
        return new Packet(number, otherOrigin, stamp, otherFrame);
    }
}
