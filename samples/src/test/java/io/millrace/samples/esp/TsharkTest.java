package io.millrace.samples.esp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.samples.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A second implementation of ESP, Wireshark's, sees the inner packets: as many, the same, in the same order. */
final class TsharkTest {
    /** Fields of the inner packet only: the outer header has none of them. */
    private static final List<String> FIELDS = List.of(
            "frame.time_epoch",
            "ipv6.src",
            "ipv6.dst",
            "ipv6.plen",
            "icmp.seq",
            "icmp.checksum",
            "icmpv6.type",
            "icmpv6.checksum",
            "tcp.srcport",
            "tcp.dstport",
            "tcp.seq_raw",
            "tcp.payload",
            "udp.srcport",
            "udp.checksum",
            "udp.payload");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"loopback.pcap, 128, 4", "loopback.pcap, 256, 1", "loopback.pcapng, 256, 3"})
    void shouldDecryptInWireshark(String name, String keyBits, String associations)
            throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "skipped: tshark is not installed (apt-get install tshark)");
        Path in = SampleCaptures.shipped(folder, name);
        Path sealed = folder.resolve("sealed");
        Path keys = folder.resolve("keys");
        Command command = Command.run("esp", in, sealed, "--keys", keys, "--key-bits", keyBits, "--sas", associations);
        assertEquals("", command.err());

        List<String> expected = fields(in, List.of("-Y", "ip or ipv6"));
        List<String> options = new ArrayList<>(NextSteps.tsharkOptions(readKeys(keys)));
        options.addAll(List.of("-Y", "esp"));
        List<String> found = fields(sealed, options);

        assertTrue(expected.size() > 100, "packets=" + expected.size());
        assertEquals(expected, found);
    }

    private static List<SecurityAssociation> readKeys(Path keys) throws IOException {
        try {
            return new KeyFile(keys).read();
        } catch (KeyFileException failure) {
            throw new AssertionError(failure);
        }
    }

    private static List<String> fields(Path capture, List<String> options) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString(), "-T", "fields"));
        FIELDS.forEach(field -> line.addAll(List.of("-e", field)));
        line.addAll(options);
        return run(line);
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return !run(List.of("tshark", "--version")).isEmpty();
        } catch (IOException missing) {
            return false;
        }
    }

    private static List<String> run(List<String> line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), String.join(" ", line));
        return Arrays.asList(text.split("\n"));
    }
}
