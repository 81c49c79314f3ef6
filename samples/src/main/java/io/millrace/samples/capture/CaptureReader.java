package io.millrace.samples.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a capture a packet at a time. Holds one packet and a small buffer, however long the capture is.
 *
 * <p>Threading: one thread at a time.
 *
 * <p>Failure: a {@link CaptureException} says what is wrong with the content; any other {@link IOException} comes from
 * the stream beneath.
 */
public interface CaptureReader extends Closeable {

    /** The longest packet that is believed, in bytes: what Wireshark and libpcap accept too. */
    int PACKET_LIMIT_BYTES = 256 * 1024;

    /** Opens a file, whichever of the formats it has. */
    static CaptureReader open(Path file) throws IOException {
        InputStream stream = Files.newInputStream(file);
        try {
            return open(stream);
        } catch (IOException | RuntimeException failure) {
            stream.close();
            throw failure;
        }
    }

    /** Reads from a stream, which the reader closes. */
    static CaptureReader open(InputStream stream) throws IOException {
        return CaptureSniffer.open(new CaptureInput(stream));
    }

    /** The container, for a writer of the same kind. */
    CaptureFormat format();

    /** The interfaces seen so far: the one of a pcap file at once, those of a pcapng file as they come. */
    List<CaptureInterface> interfaces();

    /** The next packet, or null at the end. */
    @Nullable
    Packet next() throws IOException;
}
