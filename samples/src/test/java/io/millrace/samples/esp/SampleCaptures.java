package io.millrace.samples.esp;

import io.millrace.samples.capture.CaptureFiles;
import io.millrace.samples.capture.CaptureFormat;
import io.millrace.samples.capture.CaptureInterface;
import io.millrace.samples.capture.Packet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Captures to run the command on. */
final class SampleCaptures {
    static final CaptureInterface ETHERNET = new CaptureInterface(0, 1, 6, 0);

    private SampleCaptures() {}

    /** Copies a shipped capture into a folder. */
    static Path shipped(Path folder, String name) throws IOException {
        Path copy = folder.resolve(name);
        try (InputStream stream = SampleCaptures.class.getResourceAsStream("/io/millrace/samples/captures/" + name)) {
            Files.copy(Objects.requireNonNull(stream, name), copy);
        }
        return copy;
    }

    /** Writes a capture of Ethernet frames with IPv4 and IPv6 packets of random lengths, some of them padded. */
    static Path ethernet(Path file, CaptureFormat format, int count) throws IOException {
        Random random = new Random(count);
        List<Packet> packets = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            int length = 60 + random.nextInt(1400);
            byte[] ip = number % 3 == 0 ? Packets.ip6(random, length) : Packets.ip4(random, length);
            packets.add(new Packet(number, ETHERNET, 1_000_000L * number, Packets.ethernet(ip, random.nextInt(8))));
        }
        return Files.write(file, CaptureFiles.write(format, packets));
    }

    static List<Packet> read(Path file) throws IOException {
        return CaptureFiles.read(Files.readAllBytes(file));
    }
}
