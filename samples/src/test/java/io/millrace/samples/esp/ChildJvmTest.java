package io.millrace.samples.esp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.samples.capture.CaptureFormat;
import io.millrace.samples.capture.CaptureFormat.Kind;
import io.millrace.samples.capture.CaptureReader;
import io.millrace.samples.capture.CaptureWriter;
import io.millrace.samples.capture.Packet;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

        Child child = Child.start(folder, List.of("-Xmx128m"), "esp", in, out, "--credits", "4096");
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
        Child child = Child.start(folder, List.of(), "esp");
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

        Child again = Child.start(folder, List.of(), (Object[]) Arrays.copyOfRange(words, 1, words.length - 2));
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
        Process process = Child.process(folder, List.of(), "esp", in, out, "--repeat", "1000000")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            while (parts().isEmpty()) {
                assertTrue(process.isAlive(), "ended too early");
                process.waitFor(10, TimeUnit.MILLISECONDS);
            }
            process.destroy();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
        assertEquals(List.of(), parts());
        assertTrue(Files.notExists(folder.resolve("out.keys")), "no keys for nothing");
        assertEquals("an earlier result", Files.readString(out));
    }

    private List<Path> parts() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
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

    /** A JVM that ran the command. */
    private record Child(int exitStatus, String out, String err) {

        static Child start(Path folder, List<String> options, Object... arguments)
                throws IOException, InterruptedException {
            Path err = Files.createTempFile(folder, "err", ".txt");
            Process process = process(folder, options, arguments)
                    .redirectError(err.toFile())
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Child(process.waitFor(), out, Files.readString(err));
        }

        static ProcessBuilder process(Path folder, List<String> options, Object... arguments) {
            List<String> line = new ArrayList<>();
            line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            line.addAll(options);
            line.addAll(
                    List.of("-cp", absolute(System.getProperty("java.class.path")), "io.millrace.samples.Millrace"));
            for (Object argument : arguments) {
                line.add(argument.toString());
            }
            return new ProcessBuilder(line).directory(folder.toFile());
        }

        private static String absolute(String classPath) {
            List<String> entries = new ArrayList<>();
            for (String entry : classPath.split(File.pathSeparator, -1)) {
                entries.add(Path.of(entry).toAbsolutePath().toString());
            }
            return String.join(File.pathSeparator, entries);
        }
    }
}
