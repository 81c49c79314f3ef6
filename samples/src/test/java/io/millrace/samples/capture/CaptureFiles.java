package io.millrace.samples.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Captures in memory. */
public final class CaptureFiles {
    private CaptureFiles() {}

    public static byte[] write(CaptureFormat format, List<Packet> packets) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CaptureWriter writer = CaptureWriter.create(bytes, format)) {
            for (Packet packet : packets) {
                writer.write(packet);
            }
        }
        return bytes.toByteArray();
    }

    public static List<Packet> read(byte[] capture) throws IOException {
        List<Packet> packets = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(capture))) {
            for (Packet packet = reader.next(); packet != null; packet = reader.next()) {
                packets.add(packet);
            }
        }
        return packets;
    }

    public static CaptureFormat formatOf(byte[] capture) throws IOException {
        try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(capture))) {
            return reader.format();
        }
    }
}
