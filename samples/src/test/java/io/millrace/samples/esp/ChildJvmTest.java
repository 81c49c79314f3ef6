package io.millrace.samples.esp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.samples.ChildJvm;
import io.millrace.samples.capture.CaptureFormat;
import io.millrace.samples.capture.CaptureFormat.Kind;
import io.millrace.samples.capture.CaptureReader;
import io.millrace.samples.capture.CaptureWriter;
import io.millrace.samples.capture.Packet;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command in a JVM of its own: its heap, its working folder, its end by a signal. */
@Timeout(180)
final class ChildJvmTest {
    private static final CaptureFormat FORMAT = new CaptureFormat(Kind.PCAP_MICROSECONDS, ByteOrder.LITTLE_ENDIAN);

    @TempDir
    Path folder;

    /** The size in MiB; a property so that a longer run can ask for gigabytes. */
    @Test
    void shouldStreamACaptureLargerThanTheHeap() throws Exception {
        int mebibytes = Integer.getInteger("millrace.heapTest.mebibytes", 160);
        Path in = folder.resolve("in.pcap");
        long packets = writeJumbo(in, mebibytes * 1024L * 1024);
        Path out = folder.resolve("out.pcap");

        ChildJvm child = ChildJvm.start(folder, List.of("-Xmx128m"), "esp", in, out, "--credits", "4096");
        assertEquals("", child.err());
        assertEquals(0, child.exitStatus());

        assertTrue(Files.size(out) > Files.size(in));
        long found = 0;
        try (CaptureReader reader = CaptureReader.open(out)) {
            while (reader.next() != null) {
                found++;
            }
        }
        assertEquals(packets, found);
    }

    @Test
    void shouldRunOnTheShippedCaptureAndSayWhatToDoNext() throws Exception {
        ChildJvm child = ChildJvm.start(folder, List.of(), "esp");
        assertEquals("", child.err());
        assertEquals(0, child.exitStatus());
        assertTrue(Files.isRegularFile(folder.resolve("target/esp/loopback-esp.pcap")), child.out());
        String decrypt = child.out()
                .lines()
                .filter(line -> line.contains("./millrace esp --decrypt"))
                .findFirst()
                .orElseThrow();
        String[] words = decrypt.strip().split(" ", -1);
        // Without --keys and the file's name: the default is the same for every capture.
        assertEquals("--keys", words[words.length - 2]);

        ChildJvm again = ChildJvm.start(folder, List.of(), (Object[]) Arrays.copyOfRange(words, 1, words.length - 2));
        assertEquals("", again.err());
        assertEquals(0, again.exitStatus());
        assertTrue(child.out().contains("tshark -r "), child.out());
    }

    @Test
    void shouldLeaveNothingBehindWhenItIsStopped() throws Exception {
        assumeTrue(
                !System.getProperty("os.name").startsWith("Windows"),
                "skipped: Windows ends processes without a signal");
        Path in = SampleCaptures.ethernet(folder.resolve("in"), FORMAT, 200);
        Path out = Files.writeString(folder.resolve("out"), "an earlier result");
        ChildJvm.stopInTheMiddle(ChildJvm.process(folder, List.of(), "esp", in, out, "--repeat", "1000000"), folder);
        assertEquals(List.of(), ChildJvm.parts(folder));
        assertTrue(Files.notExists(folder.resolve("out.keys")), "no keys for nothing");
        assertEquals("an earlier result", Files.readString(out));
    }

    /** A limit of the size of files fails as a full disk does, and needs no disk. */
    @Test
    void shouldLeaveNoHalfFileWhenWritingFails() throws Exception {
        assumeTrue(Files.exists(Path.of("/bin/sh")), "skipped: there is no /bin/sh");
        Path in = SampleCaptures.ethernet(folder.resolve("in"), FORMAT, 200);
        Path out = Files.writeString(folder.resolve("out"), "an earlier result");

        ChildJvm child = ChildJvm.run(ChildJvm.withFileLimit(folder, 2048, "esp", in, out, "--repeat", "1000000"));

        assertEquals(
                "millrace esp: expected to read " + in + " and to write " + out + ", found file too large\n",
                child.err());
        assertEquals(1, child.exitStatus());
        assertEquals("an earlier result", Files.readString(out));
        assertEquals(List.of(), ChildJvm.parts(folder));
        assertTrue(Files.notExists(folder.resolve("out.keys")), "no keys for nothing");
    }

    /** Jumbo packets, so that credits alone would let more into flight than the heap holds. */
    private static long writeJumbo(Path file, long bytes) throws IOException {
        Random random = new Random(9);
        byte[] frame = Packets.ethernet(Packets.ip4(random, 65_000), 0);
        long count = bytes / frame.length + 1;
        try (CaptureWriter writer =
                CaptureWriter.create(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20), FORMAT)) {
            for (long number = 1; number <= count; number++) {
                writer.write(new Packet(number, SampleCaptures.ETHERNET, number, frame));
            }
        }
        return count;
    }
}
