package io.millrace.samples.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

final class CapturePropertyTest {

    @Property(tries = 300)
    void shouldReadBackWhatWasWritten(@ForAll("formats") CaptureFormat format, @ForAll long seed) throws IOException {
        List<Packet> written = packets(format, new Random(seed));

        byte[] file = CaptureFiles.write(format, written);
        List<Packet> found = CaptureFiles.read(file);

        assertEquals(written.size(), found.size());
        for (int index = 0; index < found.size(); index++) {
            assertEquals(written.get(index).number(), found.get(index).number());
            assertEquals(written.get(index).stamp(), found.get(index).stamp());
            assertEquals(
                    written.get(index).origin().linkType(),
                    found.get(index).origin().linkType());
            assertEquals(
                    written.get(index).origin().clockResolution(),
                    found.get(index).origin().clockResolution());
            assertEquals(
                    written.get(index).origin().clockOffset(),
                    found.get(index).origin().clockOffset());
            assertArrayEquals(written.get(index).frame(), found.get(index).frame());
        }
        if (!written.isEmpty()) {
            assertEquals(format, CaptureFiles.formatOf(file));
        }
    }

    @Property(tries = 2000)
    void shouldRefuseDamageOnlyWithACaptureException(
            @ForAll("formats") CaptureFormat format, @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int damages)
            throws IOException {
        Random random = new Random(seed);
        byte[] file = CaptureFiles.write(format, packets(format, random));
        for (int damage = 0; file.length > 0 && damage < damages; damage++) {
            file[random.nextInt(file.length)] = (byte) random.nextInt();
        }
        try {
            CaptureFiles.read(file);
        } catch (CaptureException expected) {
            assertTrue(expected.toString().contains("expected"), expected.toString());
        }
    }

    @Property(tries = 500)
    void shouldNeverTakeATruncatedFileForMoreThanItHolds(@ForAll("formats") CaptureFormat format, @ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        List<Packet> written = packets(format, random);
        byte[] file = CaptureFiles.write(format, written);
        byte[] cut = Arrays.copyOf(file, random.nextInt(file.length + 1));
        try {
            assertTrue(CaptureFiles.read(cut).size() <= written.size());
        } catch (CaptureException expected) {
            assertTrue(expected.toString().contains("expected"), expected.toString());
        }
    }

    @Provide
    Arbitrary<CaptureFormat> formats() {
        return Combinators.combine(
                        Arbitraries.of(CaptureFormat.Kind.class),
                        Arbitraries.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN))
                .as(CaptureFormat::new);
    }

    private static List<Packet> packets(CaptureFormat format, Random random) {
        List<CaptureInterface> interfaces = interfaces(format, random);
        List<Packet> packets = new ArrayList<>();
        int count = 1 + random.nextInt(9);
        for (int number = 1; number <= count; number++) {
            byte[] frame = new byte[random.nextInt(70)];
            random.nextBytes(frame);
            CaptureInterface origin = interfaces.get(random.nextInt(interfaces.size()));
            packets.add(new Packet(number, origin, random.nextLong(), frame));
        }
        return packets;
    }

    private static List<CaptureInterface> interfaces(CaptureFormat format, Random random) {
        int linkType = random.nextInt(1 << 16);
        return switch (format.kind()) {
            case PCAP_MICROSECONDS -> List.of(new CaptureInterface(0, linkType, 6, 0));
            case PCAP_NANOSECONDS -> List.of(new CaptureInterface(0, linkType, 9, 0));
            case PCAPNG ->
                List.of(
                        new CaptureInterface(0, linkType, random.nextInt(256), random.nextLong()),
                        new CaptureInterface(1, 101, 9, 0));
        };
    }
}
