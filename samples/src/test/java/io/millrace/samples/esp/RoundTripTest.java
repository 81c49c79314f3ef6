package io.millrace.samples.esp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.samples.Command;
import io.millrace.samples.capture.CaptureFiles;
import io.millrace.samples.capture.CaptureFormat;
import io.millrace.samples.capture.CaptureFormat.Kind;
import io.millrace.samples.capture.CaptureInterface;
import io.millrace.samples.capture.IpPacket;
import io.millrace.samples.capture.LinkLayer;
import io.millrace.samples.capture.Packet;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes into the tunnel comes out of it, byte for byte, in order, with its time. */
final class RoundTripTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"loopback.pcap", "loopback.pcapng"})
    void shouldGiveBackTheShippedCaptures(String name) throws IOException {
        Path in = SampleCaptures.shipped(folder, name);
        roundTrip(in, "--sas", "3");
    }

    @ParameterizedTest
    @CsvSource({"128, 1, 1", "256, 5, 2", "128, 64, 4"})
    void shouldGiveBackThePacketsWithAnyKeysAndWorkers(int keyBits, int associations, int workers) throws IOException {
        CaptureFormat format = new CaptureFormat(Kind.PCAP_NANOSECONDS, ByteOrder.BIG_ENDIAN);
        Path in = SampleCaptures.ethernet(folder.resolve("in"), format, 700);
        roundTrip(in, "--key-bits", keyBits, "--sas", associations, "--workers", workers);
        assertEquals(format, CaptureFiles.formatOf(Files.readAllBytes(folder.resolve("sealed"))));
    }

    @ParameterizedTest
    @EnumSource(LinkLayer.class)
    void shouldGiveBackThePacketsOfAnyLinkLayer(LinkLayer layer) throws IOException {
        CaptureInterface origin = new CaptureInterface(0, layer.linkType(), 6, 0);
        Random random = new Random(3);
        List<Packet> packets = new ArrayList<>();
        for (int number = 1; number <= 40; number++) {
            byte[] ip = number % 2 == 0 ? Packets.ip6(random, 60 + number) : Packets.ip4(random, 60 + number);
            packets.add(new Packet(number, origin, number, frame(layer, ip)));
        }
        Path in = Files.write(
                folder.resolve("in"),
                CaptureFiles.write(new CaptureFormat(Kind.PCAP_MICROSECONDS, ByteOrder.LITTLE_ENDIAN), packets));
        roundTrip(in);
    }

    @Test
    void shouldKeepInterfacesOfSeveralLinkTypesApart() throws IOException {
        Random random = new Random(4);
        CaptureInterface version6 = new CaptureInterface(1, 229, 9, 5);
        List<Packet> packets = List.of(
                new Packet(1, SampleCaptures.ETHERNET, 7, Packets.ethernet(Packets.ip4(random, 100), 0)),
                new Packet(2, version6, 8, Packets.ip6(random, 200)));
        Path in = Files.write(
                folder.resolve("in"),
                CaptureFiles.write(new CaptureFormat(Kind.PCAPNG, ByteOrder.LITTLE_ENDIAN), packets));

        roundTrip(in);

        CaptureInterface sealed =
                SampleCaptures.read(folder.resolve("sealed")).get(1).origin();
        assertEquals(new CaptureInterface(1, 101, 9, 5), sealed);
    }

    @Test
    void shouldKeepPassedFramesInTheirPlace() throws IOException {
        Random random = new Random(5);
        byte[] arp = new byte[42];
        arp[12] = 8;
        arp[13] = 6;
        List<Packet> packets = List.of(
                new Packet(1, SampleCaptures.ETHERNET, 1, Packets.ethernet(Packets.ip4(random, 100), 0)),
                new Packet(2, SampleCaptures.ETHERNET, 2, arp),
                new Packet(3, SampleCaptures.ETHERNET, 3, Packets.ethernet(Packets.ip4(random, 100), 0)));
        CaptureFormat format = new CaptureFormat(Kind.PCAP_MICROSECONDS, ByteOrder.LITTLE_ENDIAN);
        Path in = Files.write(folder.resolve("in"), CaptureFiles.write(format, packets));
        Path sealed = folder.resolve("sealed");
        Path out = folder.resolve("out");

        assertDone(Command.run("esp", in, sealed, "--non-ip", "pass"));
        assertDone(Command.run("esp", "--decrypt", sealed, out, "--non-ip", "PASS"));

        assertArrayEquals(arp, SampleCaptures.read(sealed).get(1).frame());
        assertArrayEquals(Files.readAllBytes(in), Files.readAllBytes(out));
    }

    @Test
    void shouldGoOnWithSequenceNumbersWhenTheInputIsRepeated() throws IOException {
        Path in = SampleCaptures.ethernet(
                folder.resolve("in"), new CaptureFormat(Kind.PCAPNG, ByteOrder.LITTLE_ENDIAN), 50);
        Path sealed = folder.resolve("sealed");
        Path out = folder.resolve("out");

        assertDone(Command.run("esp", in, sealed, "--repeat", "4", "--sas", "2"));
        assertDone(Command.run("esp", "--decrypt", sealed, out));

        List<Packet> once = SampleCaptures.read(in);
        List<Packet> found = SampleCaptures.read(out);
        assertEquals(200, found.size());
        for (int index = 0; index < found.size(); index++) {
            assertArrayEquals(inner(once.get(index % 50)), inner(found.get(index)));
        }
    }

    @Test
    void shouldNeverUseAnInitializationVectorTwice() throws IOException {
        Path in = SampleCaptures.shipped(folder, "loopback.pcap");
        Path keys = folder.resolve("keys");
        assertDone(Command.run("esp", in, folder.resolve("first"), "--keys", keys));
        assertDone(Command.run("esp", in, folder.resolve("second"), "--keys", keys));

        byte[] first = SampleCaptures.read(folder.resolve("first")).get(0).frame();
        byte[] second = SampleCaptures.read(folder.resolve("second")).get(0).frame();
        int vector = 14 + EspLayout.OUTER_BYTES + EspLayout.HEADER_BYTES;
        assertArrayEquals(Arrays.copyOf(first, vector), Arrays.copyOf(second, vector), "both have sequence number 1");
        assertTrue(!Arrays.equals(first, vector, vector + 8, second, vector, vector + 8), "the vectors must differ");
        assertDone(Command.run("esp", "--decrypt", folder.resolve("second"), folder.resolve("out"), "--keys", keys));
    }

    @Test
    void shouldSealAnEmptyCapture() throws IOException {
        byte[] whole = Files.readAllBytes(SampleCaptures.shipped(folder, "loopback.pcap"));
        Path in = Files.write(folder.resolve("in"), Arrays.copyOf(whole, 24));
        assertDone(Command.run("esp", in, folder.resolve("sealed")));
        assertArrayEquals(Files.readAllBytes(in), Files.readAllBytes(folder.resolve("sealed")));
    }

    /** Seals and opens, and compares what came back with the IP packets of the input. */
    private void roundTrip(Path in, Object... options) throws IOException {
        Path sealed = folder.resolve("sealed");
        Path out = folder.resolve("out");
        Object[] arguments = Arrays.copyOf(new Object[] {"esp", in, sealed}, 3 + options.length);
        System.arraycopy(options, 0, arguments, 3, options.length);
        assertDone(Command.run(arguments));
        assertDone(Command.run("esp", "--decrypt", sealed, out, "--keys", folder.resolve("sealed.keys")));

        List<Packet> expected = SampleCaptures.read(in).stream()
                .filter(packet -> ipBytes(packet) > 0)
                .toList();
        List<Packet> found = SampleCaptures.read(out);
        assertEquals(expected.size(), found.size());
        assertTrue(expected.size() > 1);
        for (int index = 0; index < expected.size(); index++) {
            assertArrayEquals(inner(expected.get(index)), found.get(index).frame(), "packet " + (index + 1));
            assertEquals(expected.get(index).stamp(), found.get(index).stamp());
        }
    }

    /** The frame up to the end of its IP packet. */
    private static byte[] inner(Packet packet) {
        return Arrays.copyOf(packet.frame(), layer(packet).headerLength(packet.frame()) + ipBytes(packet));
    }

    private static int ipBytes(Packet packet) {
        LinkLayer layer = layer(packet);
        int linkBytes = layer.headerLength(packet.frame());
        return linkBytes < 0
                ? -1
                : IpPacket.length(packet.frame(), linkBytes, layer.version(packet.frame(), linkBytes));
    }

    private static LinkLayer layer(Packet packet) {
        return Objects.requireNonNull(LinkLayer.of(packet.origin().linkType()));
    }

    private static byte[] frame(LinkLayer layer, byte[] ip) {
        int linkBytes = switch (layer) {
            case ETHERNET -> 14;
            case RAW -> 0;
            case NULL, LOOP -> 4;
            case LINUX_COOKED -> 16;
            case LINUX_COOKED_2 -> 20;
        };
        byte[] frame = new byte[linkBytes + ip.length];
        System.arraycopy(ip, 0, frame, linkBytes, ip.length);
        layer.changeVersion(frame, linkBytes, IpPacket.version(ip, 0));
        return frame;
    }

    private static void assertDone(Command command) {
        assertEquals("", command.err());
        assertEquals(0, command.exitStatus());
    }
}
