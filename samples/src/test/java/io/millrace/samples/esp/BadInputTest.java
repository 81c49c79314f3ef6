package io.millrace.samples.esp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.samples.Command;
import io.millrace.samples.FileReason;
import io.millrace.samples.capture.CaptureFiles;
import io.millrace.samples.capture.CaptureFormat;
import io.millrace.samples.capture.CaptureFormat.Kind;
import io.millrace.samples.capture.CaptureInterface;
import io.millrace.samples.capture.Packet;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each case: the exit status, the one sentence on standard error, and an existing OUT that stays as it was. */
final class BadInputTest {
    private static final CaptureFormat FORMAT = new CaptureFormat(Kind.PCAP_MICROSECONDS, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] EARLIER = "an earlier result".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private Path in;
    private Path out;
    private Path keys;

    @BeforeEach
    void prepare() throws IOException {
        in = SampleCaptures.ethernet(folder.resolve("in.pcap"), FORMAT, 20);
        out = Files.write(folder.resolve("out.pcap"), EARLIER);
        keys = folder.resolve("keys");
    }

    @AfterEach
    void requireOutUntouchedAndNoPartLeft() throws IOException {
        assertArrayEquals(EARLIER, Files.readAllBytes(out));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().endsWith(".part")).toList());
        }
    }

    @Test
    void shouldRefuseAFileThatIsNoCapture() throws IOException {
        Files.writeString(in, "hello");
        assertData(
                in
                        + ": not a capture: expected a pcap or pcapng magic number, found 68656c6c; give a pcap or pcapng file",
                "esp",
                in,
                out,
                "--keys",
                keys);
        assertTrue(Files.notExists(keys), "no keys for nothing");
    }

    @Test
    void shouldRefuseATruncatedCapture() throws IOException {
        byte[] whole = Files.readAllBytes(in);
        int last = SampleCaptures.read(in).get(19).frame().length;
        Files.write(in, Arrays.copyOf(whole, whole.length - 10));
        assertData(
                in + ": packet 20 at byte " + (whole.length - last - 16) + " is truncated: expected " + last
                        + " bytes of data, found " + (last - 10) + "; copy or record the capture again",
                "esp",
                in,
                out,
                "--keys",
                keys);
        assertTrue(Files.notExists(keys), "no keys for nothing");
    }

    @Test
    void shouldRefuseSnappedPackets() throws IOException {
        byte[] file = Files.readAllBytes(in);
        file[24 + 13] = 127;
        Files.write(in, file);
        Command command = Command.run("esp", in, out, "--keys", keys);
        assertEquals(1, command.exitStatus());
        assertTrue(
                command.err().startsWith("millrace esp: " + in + ": packet 1 at byte 24 was cut when it was recorded"),
                command.err());
        assertOneLine(command);
    }

    @Test
    void shouldRefuseLinkTypesItDoesNotKnow() throws IOException {
        byte[] file = Files.readAllBytes(in);
        file[20] = 127;
        Files.write(in, file);
        assertData(
                in + ": interface 0 has an unknown link type: expected Ethernet (1), raw IP (101, 228, 229), loopback"
                        + " (0, 108) or Linux cooked (113, 276), found 127",
                "esp",
                in,
                out,
                "--keys",
                keys);
    }

    @Test
    void shouldNamePacketsTooLongForATunnel() throws IOException {
        byte[] longest = Packets.ip4(new Random(1), 65_500);
        CaptureInterface raw = new CaptureInterface(0, 101, 6, 0);
        Files.write(in, CaptureFiles.write(FORMAT, List.of(new Packet(1, raw, 0, longest))));
        assertData(
                in + ": 1 packet failed: packet 1: is too long for a tunnel: expected an IP packet of at most 65478"
                        + " bytes, found 65500; record with segmentation offload switched off",
                "esp",
                in,
                out,
                "--keys",
                keys);
        assertTrue(Files.notExists(keys), "no keys for nothing");
    }

    @Test
    void shouldRefuseABadKeyLength() throws IOException {
        Files.writeString(keys, "0x1001 0001 00000000 192.0.2.1 192.0.2.2\n");
        assertData(
                "key file " + keys + ", line 1: expected a key of 16 or 32 bytes (32 or 64 hexadecimal digits), found 2"
                        + " bytes",
                "esp",
                in,
                out,
                "--keys",
                keys);
    }

    @Test
    void shouldRefuseADuplicateSpi() throws IOException {
        String line = "0x1001 000102030405060708090a0b0c0d0e0f 00000000 192.0.2.1 192.0.2.2\n";
        Files.writeString(keys, line + line);
        assertData(
                "key file " + keys + ", line 2: expected each SPI once, found 0x1001 again, which line 1 has already",
                "esp",
                in,
                out,
                "--keys",
                keys);
    }

    @Test
    void shouldRefuseAMissingInput() {
        Path missing = folder.resolve("missing");
        assertUsage("expected a capture, found no file " + missing, "esp", missing, out);
    }

    @Test
    void shouldRefuseAnOutputThatCannotBeWritten() throws IOException {
        Path nowhere = folder.resolve("nowhere").resolve("out.pcap");
        assertUsage(
                "expected a folder to write out.pcap into, found no folder " + nowhere.getParent(), "esp", in, nowhere);
        Path directory = Files.createDirectory(folder.resolve("directory"));
        assertUsage(
                "expected a file to write, found " + directory + ", which is no regular file", "esp", in, directory);
    }

    @Test
    void shouldRefuseAnOutputThatIsTheInputUnderAnyName() throws IOException {
        byte[] before = Files.readAllBytes(in);
        assertUsage("expected IN and OUT to be different files, found " + in + " twice", "esp", in, in);
        Path symbolic = Files.createSymbolicLink(folder.resolve("symbolic"), in);
        assertUsage("expected IN and OUT to be different files, found " + in + " twice", "esp", in, symbolic);
        Path hard = Files.createLink(folder.resolve("hard"), in);
        assertUsage("expected IN and OUT to be different files, found " + in + " twice", "esp", in, hard);
        assertUsage(
                "expected OUT and the key file to be different files, found " + out + " twice",
                "esp",
                in,
                out,
                "--keys",
                out);
        assertArrayEquals(before, Files.readAllBytes(in));
    }

    @Test
    void shouldRefuseOptionsThatMakeNoSense() {
        assertUsage("expected IN and OUT, found only " + in, "esp", in);
        assertUsage("expected --workers from 1 to 1024, found 0", "esp", in, out, "--workers", "0");
        assertUsage("expected --key-bits 128 or 256, found 192", "esp", in, out, "--key-bits", "192");
        assertUsage("unknown option: '--wrong'; see --help", "esp", in, out, "--wrong");
        assertUsage(
                "expected the keys from the key file with --decrypt, found --sas or --key-bits",
                "esp",
                "--decrypt",
                in,
                out,
                "--sas",
                "2");
        assertUsage(
                "expected --repeat only to encrypt, found it with --decrypt, where it is a replay",
                "esp",
                "--decrypt",
                in,
                out,
                "--repeat",
                "2");
        assertUsage(
                "expected the key file of the encryption, found no file " + keys + "; name it with --keys",
                "esp",
                "--decrypt",
                in,
                out,
                "--keys",
                keys);
    }

    @Test
    void shouldRefuseWordsTooMany() {
        assertUsage("expected at most IN and OUT, found one more argument: c", "esp", in, out, "c");
        Command unknown = Command.run("frob");
        assertTrue(unknown.err().startsWith("millrace: unknown command: frob, known: esp"), unknown.err());
        assertEquals(1, unknown.err().lines().count());
        assertEquals(2, unknown.exitStatus());
    }

    @Test
    void shouldRefuseAnUnknownDeviceBeforeItGeneratesKeys() {
        Command command = Command.run("esp", in, out, "--keys", keys, "--device", "nope");
        assertEquals(2, command.exitStatus());
        assertTrue(command.err().startsWith("millrace esp: expected a device for --device, found: "), command.err());
        assertOneLine(command);
        assertTrue(Files.notExists(keys), "no keys for nothing");
    }

    @Test
    void shouldLeaveAKeyFileThatWasThereWhenItFails() throws IOException {
        seal();
        byte[] whole = Files.readAllBytes(in);
        Files.write(in, Arrays.copyOf(whole, whole.length - 10));
        assertEquals(1, Command.run("esp", in, out, "--keys", keys).exitStatus());
        assertTrue(Files.exists(keys), "the sealed capture needs it");
    }

    @Test
    void shouldNameAnOutputInAFolderThatTakesNoFiles() {
        Path nowhere = Path.of("/proc/x.pcap");
        assumeTrue(Files.isWritable(nowhere.getParent()), "skipped: there is no /proc, or it says no at once");
        assertUsage(
                "expected a folder to write " + nowhere + " into, found one that takes no new files",
                "esp",
                in,
                nowhere);
    }

    @Test
    void shouldRefuseAKeyFileThatCannotBeRead() throws IOException {
        seal();
        assumeTrue(keys.toFile().setReadable(false, false) && !Files.isReadable(keys), "skipped: root reads all");
        assertUsage(
                "expected a key file that can be read and, to count its runs, written, found no permission: " + keys,
                "esp",
                in,
                out,
                "--keys",
                keys);
    }

    @Test
    void shouldSayWhyAFileCannotBeUsedWithoutClassNames() {
        assertEquals("no permission: a", FileReason.of(new AccessDeniedException("a")));
        assertEquals("no such file: " + folder.resolve("a"), FileReason.of(missing(folder.resolve("a"))));
        Path deeper = folder.resolve("a").resolve("b");
        assertEquals("no such folder: " + deeper, FileReason.of(missing(deeper)));
        assertEquals("read-only: a", FileReason.of(new FileSystemException("a", null, "Read-only")));
        assertEquals("no space left on device", FileReason.of(new IOException("No space left on device")));
    }

    private static NoSuchFileException missing(Path file) {
        return new NoSuchFileException(file.toString());
    }

    @Test
    void shouldRefuseAKeyFileOfAnotherShape() {
        assertEquals(
                0,
                Command.run("esp", in, folder.resolve("sealed"), "--keys", keys).exitStatus());
        assertUsage(
                "expected 2 security associations (--sas) in key file " + keys + ", found 1; leave --sas out or name a"
                        + " new key file",
                "esp",
                in,
                out,
                "--keys",
                keys,
                "--sas",
                "2");
        assertUsage(
                "expected keys of 256 bits (--key-bits) in key file " + keys + ", found 128; leave --key-bits out or"
                        + " name a new key file",
                "esp",
                in,
                out,
                "--keys",
                keys,
                "--key-bits",
                "256");
    }

    @Test
    void shouldNameEachPacketOfAWrongKey() throws IOException {
        Path sealed = seal();
        String text = Files.readString(keys);
        int key = text.lastIndexOf("0x00001001 ") + 11;
        Files.writeString(keys, text.substring(0, key) + "0".repeat(32) + text.substring(key + 32));

        Command command = Command.run("esp", "--decrypt", sealed, out, "--keys", keys);

        assertEquals(1, command.exitStatus());
        assertEquals(
                "millrace esp: " + sealed + ": 20 packets failed, the first one is packet 1: expected an authentic"
                        + " packet, found a tag that does not match: the key is wrong or the packet was changed\n",
                command.err());
        for (int number = 1; number <= 20; number++) {
            assertTrue(command.out().contains("packet " + number + ": expected an authentic packet"), command.out());
        }
    }

    @Test
    void shouldNameReplayedReorderedMissingAndForgedPackets() throws IOException {
        List<Packet> sealed = SampleCaptures.read(seal());
        List<Packet> changed = new ArrayList<>(sealed);
        changed.add(5, sealed.get(2));
        changed.remove(10);
        changed.get(14).frame()[60] ^= 1;
        Path bad = Files.write(folder.resolve("bad"), CaptureFiles.write(FORMAT, changed));

        Command command = Command.run("esp", "--decrypt", bad, out, "--keys", keys);

        assertEquals(1, command.exitStatus());
        String lines = "packet 6: expected sequence number 6, found 3: the packet was replayed or reordered\n"
                + "packet 11: expected sequence number 10, found 11: packets are missing or were reordered\n"
                + "packet 15: expected an authentic packet, found a tag that does not match: the key is wrong or the"
                + " packet was changed\n";
        assertTrue(command.out().startsWith(lines + "opened"), command.out());
        assertOneLine(command);
    }

    @Test
    void shouldNamePacketsThatAreNotEspOrOfAnUnknownSpi() throws IOException {
        seal();
        Command plain = Command.run("esp", "--decrypt", in, out, "--keys", keys);
        assertEquals(1, plain.exitStatus());
        assertTrue(plain.out().contains("packet 3: expected an ESP packet in IPv4, found IPv6\n"), plain.out());

        List<Packet> sealed = SampleCaptures.read(folder.resolve("sealed"));
        sealed.get(0).frame()[14 + 20] = 9;
        Path bad = Files.write(folder.resolve("bad"), CaptureFiles.write(FORMAT, sealed.subList(0, 1)));
        assertData(
                bad + ": 1 packet failed: packet 1: expected an SPI of the key file, found 0x09001001",
                "esp",
                "--decrypt",
                bad,
                out,
                "--keys",
                keys);
    }

    private Path seal() {
        Path sealed = folder.resolve("sealed");
        assertEquals(0, Command.run("esp", in, sealed, "--keys", keys).exitStatus());
        return sealed;
    }

    private static void assertData(String sentence, Object... arguments) {
        assertSentence(1, sentence, arguments);
    }

    private static void assertUsage(String sentence, Object... arguments) {
        assertSentence(2, sentence, arguments);
    }

    private static void assertSentence(int exitStatus, String sentence, Object... arguments) {
        Command command = Command.run(arguments);
        assertEquals("millrace esp: " + sentence + "\n", command.err());
        assertEquals(exitStatus, command.exitStatus());
    }

    private static void assertOneLine(Command command) {
        assertEquals(1, command.err().lines().count(), command.err());
    }
}
