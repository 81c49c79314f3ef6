package io.millrace.samples.ctr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.samples.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.spec.IvParameterSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command in a JVM of its own: its standard streams, its heap, a disk that is full, its end by a signal. */
@Timeout(180)
final class CtrChildJvmTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final String VECTOR = HexFormat.of().formatHex(CtrRuns.KEY.vector());

    @TempDir
    Path folder;

    private Path keyFile;

    @BeforeEach
    void prepare() throws IOException {
        keyFile = Files.writeString(
                folder.resolve("key"),
                HexFormat.of().formatHex(CtrRuns.KEY.key().getEncoded()));
    }

    @Test
    void shouldTakeStandardInputToStandardOutput() throws Exception {
        byte[] content = CtrRuns.bytes(3 * MEBIBYTE, 11);
        Path file = Files.write(folder.resolve("file"), content);
        Path encrypted = folder.resolve("encrypted");

        ChildJvm child =
                ChildJvm.run(process("-", "-").redirectInput(file.toFile()).redirectOutput(encrypted.toFile()));

        assertTrue(child.err().startsWith("standard output: 3,145,728 bytes, "), child.err());
        assertEquals(1, child.err().lines().count());
        assertEquals(0, child.exitStatus());
        assertTrue(Arrays.equals(CtrRuns.expected(content, CtrRuns.KEY), Files.readAllBytes(encrypted)));
    }

    /** What comes from elsewhere has no permissions and no time. */
    @Test
    void shouldTakeStandardInputToAFile() throws Exception {
        byte[] content = CtrRuns.bytes(MEBIBYTE, 12);
        Path file = Files.write(folder.resolve("file"), content);
        Path encrypted = folder.resolve("encrypted");

        ChildJvm child = ChildJvm.run(process("-", encrypted).redirectInput(file.toFile()));

        assertEquals("", child.err());
        assertTrue(child.out().startsWith(encrypted + ": 1,048,576 bytes, "), child.out());
        assertTrue(Arrays.equals(CtrRuns.expected(content, CtrRuns.KEY), Files.readAllBytes(encrypted)));
    }

    @Test
    void shouldTakeTheKeyFromAPipe() throws Exception {
        assumeTrue(new File("/dev/stdin").exists(), "skipped: there is no /dev/stdin");
        byte[] content = CtrRuns.bytes(1000, 13);
        Path file = Files.write(folder.resolve("file"), content);
        Path encrypted = folder.resolve("encrypted");
        Process process = ChildJvm.process(
                        folder, List.of(), "ctr", file, encrypted, "--key-file", "/dev/stdin", "--iv", VECTOR)
                .redirectErrorStream(true)
                .start();
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.write(Files.readAllBytes(keyFile));
        }
        process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor());
        assertTrue(Arrays.equals(CtrRuns.expected(content, CtrRuns.KEY), Files.readAllBytes(encrypted)));
    }

    /** The size in MiB; a property so that a longer run can ask for gigabytes. */
    @Test
    void shouldEncryptAFileLargerThanTheMemory() throws Exception {
        int mebibytes = Integer.getInteger("millrace.heapTest.mebibytes", 160);
        byte[] piece = CtrRuns.bytes(MEBIBYTE, 14);
        Path file = folder.resolve("file");
        try (OutputStream stream = Files.newOutputStream(file)) {
            for (int written = 0; written < mebibytes; written++) {
                stream.write(piece);
            }
        }
        Path encrypted = folder.resolve("encrypted");

        ChildJvm child = ChildJvm.run(ChildJvm.process(
                folder,
                List.of("-Xmx24m", "-XX:MaxDirectMemorySize=16m"),
                "ctr",
                file,
                encrypted,
                "--key-file",
                keyFile,
                "--iv",
                VECTOR,
                "--workers",
                4));

        assertEquals("", child.err());
        assertEquals(0, child.exitStatus());
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, CtrRuns.KEY.key(), new IvParameterSpec(CtrRuns.KEY.vector()));
        try (InputStream stream = new CipherInputStream(Files.newInputStream(encrypted), cipher)) {
            for (int read = 0; read < mebibytes; read++) {
                assertTrue(Arrays.equals(piece, stream.readNBytes(MEBIBYTE)));
            }
            assertEquals(-1, stream.read());
        }
    }

    @Test
    void shouldSayThatNobodyReadsOn() throws Exception {
        Path file = Files.write(folder.resolve("file"), CtrRuns.bytes(4 * MEBIBYTE, 15));
        Path err = folder.resolve("err");
        Process process = process(file, "-").redirectError(err.toFile()).start();
        try (InputStream output = process.getInputStream()) {
            assertTrue(output.read() >= 0);
        }
        assertEquals(1, process.waitFor());
        assertEquals("millrace ctr: expected to write standard output, found broken pipe\n", Files.readString(err));
    }

    @Test
    void shouldSayThatTheDiskIsFull() throws Exception {
        File full = new File("/dev/full");
        assumeTrue(full.exists(), "skipped: there is no /dev/full");
        Path file = Files.write(folder.resolve("file"), CtrRuns.bytes(MEBIBYTE, 16));
        ChildJvm child = ChildJvm.run(process(file, "-").redirectOutput(full));
        assertEquals("millrace ctr: expected to write standard output, found no space left on device\n", child.err());
        assertEquals(1, child.exitStatus());
    }

    /** A limit of the size of files fails as a full disk does, and needs no disk. */
    @Test
    void shouldLeaveNoHalfFileWhenWritingFails() throws Exception {
        assumeTrue(new File("/bin/sh").exists(), "skipped: there is no /bin/sh");
        Path file = Files.write(folder.resolve("file"), CtrRuns.bytes(4 * MEBIBYTE, 17));
        Path encrypted = Files.writeString(folder.resolve("encrypted"), "an earlier result");

        ChildJvm child = ChildJvm.run(ChildJvm.withFileLimit(
                folder, 2048, "ctr", "--force", file, encrypted, "--key-file", keyFile, "--iv", VECTOR));

        assertEquals("millrace ctr: expected to write " + encrypted + ", found file too large\n", child.err());
        assertEquals(1, child.exitStatus());
        assertEquals("an earlier result", Files.readString(encrypted));
        assertEquals(List.of(), ChildJvm.parts(folder));
    }

    @Test
    void shouldRefuseToReadWhatItWrites() throws Exception {
        assumeTrue(new File("/dev/stdout").exists(), "skipped: there is no /dev/stdout");
        Path file = Files.write(folder.resolve("file"), CtrRuns.bytes(1000, 18));
        ChildJvm child =
                ChildJvm.run(process(file, "-").redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile())));
        assertEquals(
                "millrace ctr: expected IN and standard output to be different files, found " + file + " twice\n",
                child.err());
        assertEquals(2, child.exitStatus());
        assertEquals(1000, Files.size(file));
    }

    @Test
    void shouldLeaveNothingBehindWhenItIsStopped() throws Exception {
        assumeTrue(
                !System.getProperty("os.name").startsWith("Windows"),
                "skipped: Windows ends processes without a signal");
        Path encrypted = folder.resolve("encrypted");
        // It waits for more of a pipe that stays open.
        ChildJvm.stopInTheMiddle(process("-", encrypted), folder);
        assertEquals(List.of(), ChildJvm.parts(folder));
        assertTrue(Files.notExists(encrypted));
    }

    private ProcessBuilder process(Object from, Object to) {
        return ChildJvm.process(folder, List.of(), "ctr", from, to, "--key-file", keyFile, "--iv", VECTOR);
    }
}
