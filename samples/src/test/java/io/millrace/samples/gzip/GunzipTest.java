package io.millrace.samples.gzip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.samples.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A second implementation reads what comes out, and is not much better at it. */
final class GunzipTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    @BeforeEach
    void assumeInstalled() throws IOException, InterruptedException {
        Gunzip.assumeInstalled();
    }

    @ParameterizedTest
    @CsvSource({
        "0, TEXT, 6, 2",
        "1, TEXT, 6, 2",
        "131071, TEXT, 6, 2",
        "131072, RANDOM, 6, 1",
        "131073, ZEROS, 6, 3",
        "1000000, RANDOM, 1, 4",
        "1000000, ZEROS, 9, 4",
        "5000000, TEXT, 1, 2",
        "5000000, TEXT, 6, 4",
        "5000000, TEXT, 9, 3"
    })
    void shouldBeReadByGunzip(int size, Content content, int level, int workers)
            throws IOException, InterruptedException {
        byte[] bytes = content.bytes(size, size);
        Path file = Files.write(folder.resolve("file"), bytes);
        Path compressed = compress(file, "--level", level, "--workers", workers);

        assertEquals(0, Gunzip.run(compressed, "gzip", "-t").length);
        assertTrue(Arrays.equals(bytes, Gunzip.run(compressed, "gunzip", "-c")));
        assertTrue(Arrays.equals(bytes, Member.contentOf(Files.readAllBytes(compressed))));
        assertTrue(Arrays.equals(bytes, Files.readAllBytes(file)), "FILE is kept");
    }

    @ParameterizedTest
    @EnumSource(names = {"TEXT", "RANDOM"})
    void shouldBeAsSmallAsThatOfGzipWithinOnePercent(Content content) throws IOException, InterruptedException {
        requireSmall(Files.write(folder.resolve("file"), content.bytes(8 * MEBIBYTE, 3)));
    }

    /** A program: what the compiler made of C++. */
    @Test
    void shouldBeAsSmallAsThatOfGzipOnAProgram() throws IOException, InterruptedException {
        Path library = Path.of(System.getProperty("java.home"), "lib", "server", System.mapLibraryName("jvm"));
        assumeTrue(Files.exists(library), "skipped: the JVM lies elsewhere than " + library);
        requireSmall(Files.copy(library, folder.resolve("file")));
    }

    /** Where next to nothing is left, cutting shows: there each block may cost as much as it costs pigz. */
    @Test
    void shouldLoseFewBytesABlockOnContentWithoutEnd() throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("file"), Content.ZEROS.bytes(8 * MEBIBYTE, 3));
        long theirs = Gunzip.run(file, "gzip", "-6", "-c").length;
        long ours = Files.size(compress(file));
        assertTrue(ours <= theirs + 24 * (8 * MEBIBYTE / Block.BYTES), "ours=" + ours + ", theirs=" + theirs);
    }

    private void requireSmall(Path file) throws IOException, InterruptedException {
        long theirs = Gunzip.run(file, "gzip", "-6", "-c").length;
        long ours = Files.size(compress(file));
        assertTrue(ours <= theirs + theirs / 100, "ours=" + ours + ", theirs=" + theirs);
    }

    @Test
    void shouldHaveNameAndTimeOfTheFile() throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("a name.txt"), Content.TEXT.bytes(1000, 1));
        Files.setLastModifiedTime(file, FileTime.from(1_600_000_000, TimeUnit.SECONDS));
        Path compressed = compress(file);
        Path moved = Files.move(compressed, folder.resolve("another name.gz"));
        Files.delete(file);

        Gunzip.run(moved, "gunzip", "-N", moved.toString());

        assertTrue(Arrays.equals(Content.TEXT.bytes(1000, 1), Files.readAllBytes(file)));
        assertEquals(FileTime.from(1_600_000_000, TimeUnit.SECONDS), Files.getLastModifiedTime(file));
    }

    private Path compress(Path file, Object... options) {
        Object[] arguments = new Object[options.length + 2];
        arguments[0] = "gzip";
        arguments[1] = file;
        System.arraycopy(options, 0, arguments, 2, options.length);
        Command command = Command.run(arguments);
        assertEquals("", command.err());
        assertEquals(0, command.exitStatus());
        return file.resolveSibling(file.getFileName() + ".gz");
    }
}
