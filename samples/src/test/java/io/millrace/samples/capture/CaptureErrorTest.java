package io.millrace.samples.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.samples.capture.CaptureFormat.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CaptureErrorTest {
    private static final CaptureInterface ETHERNET = new CaptureInterface(0, 1, 6, 0);
    private static final List<Packet> PACKETS =
            List.of(new Packet(1, ETHERNET, 0, new byte[60]), new Packet(2, ETHERNET, 0, new byte[64]));

    @Test
    void shouldRefuseAFileThatIsNoCapture() {
        assertSentence(
                "not a capture: expected a pcap or pcapng magic number, found 68656c6c; give a pcap or pcapng file",
                "hello, world".getBytes(StandardCharsets.US_ASCII));
        assertSentence(
                "not a capture: expected the 4 bytes of a pcap or pcapng magic number, found 0 bytes in the whole file",
                new byte[0]);
        assertSentence(
                "not a capture: expected a pcap or pcapng magic number, found 1f8b0800, which is gzip; decompress the"
                        + " file first",
                new byte[] {0x1F, (byte) 0x8B, 8, 0});
    }

    @Test
    void shouldNameThePacketAndTheByteWhereAPcapEnds() throws IOException {
        byte[] file = pcap();
        assertSentence(
                "packet 2 at byte 100 is truncated: expected 64 bytes of data, found 60; copy or record the capture"
                        + " again",
                Arrays.copyOf(file, file.length - 4));
        assertSentence(
                "packet 2 at byte 100 is truncated: expected 16 bytes of header, found 5; copy or record the capture"
                        + " again",
                Arrays.copyOf(file, 105));
        assertSentence("truncated capture: expected a file header of 24 bytes, found 20", Arrays.copyOf(file, 20));
    }

    @Test
    void shouldNameThePacketAndTheByteWhereAPcapngEnds() throws IOException {
        byte[] file = CaptureFiles.write(new CaptureFormat(Kind.PCAPNG, ByteOrder.LITTLE_ENDIAN), PACKETS);
        assertSentence(
                "packet 2 at byte 164 is truncated: expected 64 bytes of data, found 32; copy or record the capture"
                        + " again",
                Arrays.copyOf(file, file.length - 36));
        assertSentence(
                "truncated capture: expected the header of a block at byte 164, found the end; copy or record the"
                        + " capture again",
                Arrays.copyOf(file, 166));
    }

    @Test
    void shouldRefusePacketsCutAtRecording() throws IOException {
        byte[] file = pcap();
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(100 + 12, 1514);
        assertSentence(
                "packet 2 at byte 100 was cut when it was recorded: expected 1514 bytes, found 64; record again"
                        + " without a snapshot length (tcpdump -s 0)",
                file);
    }

    @Test
    void shouldRefuseAbsurdLengths() throws IOException {
        byte[] file = pcap();
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(24 + 8, -1).putInt(24 + 12, -1);
        assertSentence(
                "packet 1 at byte 24 claims 4294967295 bytes: expected at most 262144; the capture is damaged", file);
    }

    @Test
    void shouldRefuseOtherVersionsOfPcap() throws IOException {
        byte[] file = pcap();
        file[6] = 9;
        assertSentence("unknown pcap version: expected 2.4, found 2.9; convert the capture with editcap", file);
    }

    @Test
    void shouldRefuseAPacketOfAnUnknownInterface() throws IOException {
        byte[] file = CaptureFiles.write(new CaptureFormat(Kind.PCAPNG, ByteOrder.BIG_ENDIAN), PACKETS);
        file[28 + 44 + 8 + 3] = 7;
        assertSentence(
                "block at byte 72 is damaged: expected packet 1 to come from one of the 1 interfaces of its section,"
                        + " found interface 7",
                file);
    }

    private static byte[] pcap() throws IOException {
        return CaptureFiles.write(new CaptureFormat(Kind.PCAP_MICROSECONDS, ByteOrder.LITTLE_ENDIAN), PACKETS);
    }

    private static void assertSentence(String sentence, byte[] file) {
        assertEquals(
                sentence,
                assertThrows(CaptureException.class, () -> CaptureFiles.read(file))
                        .getMessage());
    }
}
