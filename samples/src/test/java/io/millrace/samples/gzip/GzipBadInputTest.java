package io.millrace.samples.gzip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.samples.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each case: the exit status, the one sentence on standard error, FILE as it was, and nothing half written. */
final class GzipBadInputTest {
    private static final byte[] CONTENT = "to be compressed".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private Path file;
    private Path compressed;

    @BeforeEach
    void prepare() throws IOException {
        file = Files.write(folder.resolve("file"), CONTENT);
        compressed = folder.resolve("file.gz");
    }

    @AfterEach
    void requireFileUntouchedAndNoPartLeft() throws IOException {
        assertArrayEquals(CONTENT, Files.readAllBytes(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of(),
                    files.filter(each -> each.toString().endsWith(".part")).toList());
        }
    }

    @Test
    void shouldEndWithALineOfFigures() {
        Command command = Command.run("gzip", file, "--workers", "1");
        assertEquals(0, command.exitStatus());
        assertTrue(command.out().startsWith(compressed + ": 16 bytes in, "), command.out());
        assertTrue(command.out().endsWith(" MB/s with 1 worker\n"), command.out());
        assertEquals(1, command.out().lines().count());
    }

    @Test
    void shouldRefuseWhatIsNoFile() throws IOException {
        Path missing = folder.resolve("missing");
        assertUsage("expected a file to compress, found no file " + missing, missing);
        assertUsage("expected a file to compress, found the folder " + folder, folder);
        assertUsage("expected a file to compress, found the folder " + folder, folder, "--stdout");
        assertUsage("expected a file to compress, found an empty name", "");
        assertUsage("missing required parameter: 'FILE'; see --help");
        assertUsage("expected at most FILE, found one more argument: b", file, "b");
    }

    @Test
    void shouldRefuseWhatIsNoRegularFileUnlessItGoesToStandardOutput() {
        Path zero = Path.of("/dev/zero");
        assumeTrue(Files.exists(zero), "skipped: there is no /dev/zero");
        assertUsage("expected a file to compress, or --stdout, found /dev/zero, which is no regular file", zero);
    }

    @Test
    void shouldRefuseAFileThatCannotBeRead() throws IOException {
        assumeTrue(file.toFile().setReadable(false, false), "skipped: files cannot be protected here");
        boolean isProtected = !Files.isReadable(file);
        try {
            assumeTrue(isProtected, "skipped: root reads all");
            assertUsage("expected a file that can be read, found no permission: " + file, file);
            assertTrue(Files.notExists(compressed));
        } finally {
            assertTrue(file.toFile().setReadable(true));
        }
    }

    @Test
    void shouldRefuseAnOutputThatIsThereUnlessForced() throws IOException {
        Files.writeString(compressed, "an earlier result");
        assertUsage(
                "expected no file " + compressed + " yet, found one; --force replaces it, --stdout leaves it alone",
                file);
        assertEquals("an earlier result", Files.readString(compressed));

        assertEquals(0, Command.run("gzip", "-f", file).exitStatus());
        assertArrayEquals(CONTENT, Member.contentOf(Files.readAllBytes(compressed)));
    }

    @Test
    void shouldRefuseAnOutputThatIsTheInputUnderAnotherNameEvenIfForced() throws IOException {
        Files.createSymbolicLink(compressed, file);
        assertUsage("expected FILE and FILE.gz to be different files, found " + file + " twice", "--force", file);
        Files.delete(compressed);
        Files.createLink(compressed, file);
        assertUsage("expected FILE and FILE.gz to be different files, found " + file + " twice", "--force", file);
    }

    @Test
    void shouldRefuseAnOutputThatCannotBeWritten() throws IOException {
        Files.createDirectory(compressed);
        assertUsage("expected a file to write, found " + compressed + ", which is no regular file", "--force", file);
        Files.delete(compressed);
    }

    @Test
    void shouldNameAFolderThatTakesNoFiles() {
        Path version = Path.of("/proc/version");
        assumeTrue(
                Files.isRegularFile(version) && Files.isWritable(version.getParent()),
                "skipped: there is no /proc, or it says no at once");
        assertUsage("expected a folder to write /proc/version.gz into, found one that takes no new files", version);
    }

    @Test
    void shouldRefuseWhatIsCompressedUnlessForced() throws IOException {
        Path again = Files.write(folder.resolve("again.gz"), CONTENT);
        assertUsage(
                "expected a file that is not compressed yet, found " + again + "; --force compresses it again", again);
        assertEquals(0, Command.run("gzip", "--force", again).exitStatus());
        assertArrayEquals(CONTENT, Member.contentOf(Files.readAllBytes(folder.resolve("again.gz.gz"))));
    }

    @Test
    void shouldRefuseOptionsOutOfRange() {
        assertUsage("expected --level from 1 to 9, found 0", file, "--level", 0);
        assertUsage("expected --level from 1 to 9, found 10", file, "--level", 10);
        assertUsage("expected --workers from 1 to 1024, found 0", file, "--workers", 0);
        assertUsage("unknown option: '--fast'; see --help", file, "--fast");
    }

    @Test
    void shouldGiveTheOutputPermissionsAndTimeOfTheFile() throws IOException {
        assumeTrue(
                Files.getFileStore(folder).supportsFileAttributeView("posix"), "skipped: no permissions of POSIX here");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.setLastModifiedTime(file, FileTime.from(1_600_000_000, TimeUnit.SECONDS));

        assertEquals(0, Command.run("gzip", file).exitStatus());

        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(compressed)));
        assertEquals(FileTime.from(1_600_000_000, TimeUnit.SECONDS), Files.getLastModifiedTime(compressed));
    }

    private static void assertUsage(String sentence, Object... arguments) {
        Object[] line = new Object[arguments.length + 1];
        line[0] = "gzip";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        Command command = Command.run(line);
        assertEquals("millrace gzip: " + sentence + "\n", command.err());
        assertEquals("", command.out());
        assertEquals(2, command.exitStatus());
    }
}
