package io.millrace.samples.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a capture a packet at a time. Buffering is the stream's business.
 *
 * <p>Threading: one thread at a time.
 */
public interface CaptureWriter extends Closeable {

    /** A writer of the given container onto a stream, which the writer closes. */
    static CaptureWriter create(OutputStream stream, CaptureFormat format) throws IOException {
        return format.kind() == CaptureFormat.Kind.PCAPNG
                ? new PcapngWriter(stream, format.byteOrder())
                : new PcapWriter(stream, format);
    }

    /**
     * Writes down an interface, once; {@link #write} does it by itself on first use. Call it for the interfaces known
     * at the start, so that a pcap without packets still has its file header.
     */
    void describe(CaptureInterface origin) throws IOException;

    /** Appends a packet with its time stamp as it was read. */
    void write(Packet packet) throws IOException;
}
