package io.millrace.samples.gzip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.samples.ChildJvm;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command in a JVM of its own: its standard streams, its heap, a disk that is full, its end by a signal. */
@Timeout(180)
final class GzipChildJvmTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void shouldTakeStandardInputToStandardOutput() throws Exception {
        byte[] content = Content.TEXT.bytes(3 * MEBIBYTE, 11);
        Path file = Files.write(folder.resolve("file"), content);
        Path compressed = folder.resolve("compressed");

        ChildJvm child = ChildJvm.run(ChildJvm.process(folder, List.of(), "gzip", "-")
                .redirectInput(file.toFile())
                .redirectOutput(compressed.toFile()));

        assertTrue(child.err().startsWith("standard output: 3,145,728 bytes in, "), child.err());
        assertEquals(1, child.err().lines().count());
        assertEquals(0, child.exitStatus());
        assertTrue(Arrays.equals(content, Member.contentOf(Files.readAllBytes(compressed))));
        assertTrue(Files.notExists(folder.resolve("-.gz")));
    }

    /** The size in MiB; a property so that a longer run can ask for gigabytes. */
    @Test
    void shouldCompressAFileLargerThanTheMemory() throws Exception {
        int mebibytes = Integer.getInteger("millrace.heapTest.mebibytes", 160);
        byte[] piece = Content.TEXT.bytes(MEBIBYTE, 12);
        Path file = folder.resolve("file");
        try (OutputStream stream = Files.newOutputStream(file)) {
            for (int written = 0; written < mebibytes; written++) {
                stream.write(piece);
            }
        }

        ChildJvm child = ChildJvm.start(
                folder, List.of("-Xmx24m", "-XX:MaxDirectMemorySize=16m"), "gzip", file, "--level", 1, "--workers", 4);

        assertEquals("", child.err());
        assertEquals(0, child.exitStatus());
        try (InputStream stream = new BufferedInputStream(
                new GZIPInputStream(Files.newInputStream(folder.resolve("file.gz")), 1 << 16))) {
            for (int read = 0; read < mebibytes; read++) {
                assertTrue(Arrays.equals(piece, stream.readNBytes(MEBIBYTE)));
            }
            assertEquals(-1, stream.read());
        }
    }

    @Test
    void shouldSayThatNobodyReadsOn() throws Exception {
        Path file = Files.write(folder.resolve("file"), Content.RANDOM.bytes(4 * MEBIBYTE, 13));
        Path err = folder.resolve("err");
        Process process = ChildJvm.process(folder, List.of(), "gzip", "--stdout", file)
                .redirectError(err.toFile())
                .start();
        try (InputStream output = process.getInputStream()) {
            assertEquals(0x1F, output.read());
        }
        assertEquals(1, process.waitFor());
        assertEquals("millrace gzip: expected to write standard output, found broken pipe\n", Files.readString(err));
    }

    @Test
    void shouldSayThatTheDiskIsFull() throws Exception {
        File full = new File("/dev/full");
        assumeTrue(full.exists(), "skipped: there is no /dev/full");
        Path file = Files.write(folder.resolve("file"), Content.TEXT.bytes(MEBIBYTE, 14));
        ChildJvm child = ChildJvm.run(
                ChildJvm.process(folder, List.of(), "gzip", "-c", file).redirectOutput(full));
        assertEquals("millrace gzip: expected to write standard output, found no space left on device\n", child.err());
        assertEquals(1, child.exitStatus());
    }

    /** A limit of the size of files fails as a full disk does, and needs no disk. */
    @Test
    void shouldLeaveNoHalfFileWhenWritingFails() throws Exception {
        assumeTrue(new File("/bin/sh").exists(), "skipped: there is no /bin/sh");
        Path file = Files.write(folder.resolve("file"), Content.RANDOM.bytes(4 * MEBIBYTE, 15));
        Path compressed = Files.writeString(folder.resolve("file.gz"), "an earlier result");

        ChildJvm child = ChildJvm.run(ChildJvm.withFileLimit(folder, 2048, "gzip", "--force", file));

        assertEquals("millrace gzip: expected to write " + compressed + ", found file too large\n", child.err());
        assertEquals(1, child.exitStatus());
        assertEquals("an earlier result", Files.readString(compressed));
        assertEquals(List.of(), ChildJvm.parts(folder));
    }

    @Test
    void shouldRefuseToReadWhatItWrites() throws Exception {
        assumeTrue(new File("/dev/stdout").exists(), "skipped: there is no /dev/stdout");
        Path file = Files.write(folder.resolve("file"), Content.TEXT.bytes(1000, 16));
        ChildJvm child = ChildJvm.run(ChildJvm.process(folder, List.of(), "gzip", "--stdout", file)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile())));
        assertEquals(
                "millrace gzip: expected FILE and standard output to be different files, found " + file + " twice\n",
                child.err());
        assertEquals(2, child.exitStatus());
        assertEquals(1000, Files.size(file));
    }

    @Test
    void shouldLeaveNothingBehindWhenItIsStopped() throws Exception {
        assumeTrue(
                !System.getProperty("os.name").startsWith("Windows"),
                "skipped: Windows ends processes without a signal");
        Path file = Files.write(folder.resolve("file"), Content.TEXT.bytes(64 * MEBIBYTE, 17));
        ChildJvm.stopInTheMiddle(ChildJvm.process(folder, List.of(), "gzip", file, "--level", 9), folder);
        assertEquals(List.of(), ChildJvm.parts(folder));
        assertTrue(Files.notExists(folder.resolve("file.gz")));
    }
}
