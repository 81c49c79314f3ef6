package io.millrace.samples.esp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyFileTest {
    private static final String GOOD = "0x1001 000102030405060708090a0b0c0d0e0f 01020304 192.0.2.1 198.51.100.1\n";

    @TempDir
    Path folder;

    @Test
    void shouldReadBackWhatItGenerates() throws Exception {
        KeyFile file = new KeyFile(folder.resolve("keys"));
        assertFalse(file.exists());
        file.generate(3, 256);

        List<SecurityAssociation> associations = file.read();

        assertEquals("[0x00001001, 0x00001002, 0x00001003]", associations.toString());
        assertEquals(32, associations.get(2).key().getEncoded().length);
    }

    @Test
    void shouldLetOnlyTheOwnerReadIt() throws Exception {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path path = folder.resolve("keys");
        new KeyFile(path).generate(1, 128);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }

    @Test
    void shouldCountEachRunOnDisk() throws Exception {
        Path path = folder.resolve("keys");
        new KeyFile(path).generate(1, 128);
        long size = Files.size(path);
        for (int run = 0; run < 12; run++) {
            assertEquals(run, new KeyFile(path).beginRun());
        }
        assertEquals(size, Files.size(path));
    }

    @Test
    void shouldCountTheRunsOfThreadsOfOneJvm() throws Exception {
        KeyFile file = new KeyFile(folder.resolve("keys"));
        file.generate(1, 128);
        Callable<Boolean> runs = () -> {
            for (int run = 0; run < 50; run++) {
                file.beginRun();
            }
            return true;
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (Future<Boolean> done : threads.invokeAll(List.of(runs, runs))) {
                assertTrue(done.get(), "a JVM that waits for its own lock of the file fails");
            }
        } finally {
            threads.shutdown();
        }
        assertEquals(100, file.beginRun());
    }

    @Test
    void shouldBeDeletedOnlyWhileNobodyElseHasUsedIt() throws Exception {
        Path path = folder.resolve("keys");
        KeyFile file = new KeyFile(path);
        file.generate(1, 128);
        file.beginRun();
        file.beginRun();
        file.deleteUnlessShared();
        assertTrue(file.exists());

        Files.delete(path);
        file.generate(1, 128);
        file.beginRun();
        file.deleteUnlessShared();
        assertFalse(file.exists());
    }

    @Test
    void shouldCountTheRunsOfAFileWrittenByHand() throws Exception {
        Path path = write(GOOD.strip());
        assertEquals(0, new KeyFile(path).beginRun());
        assertEquals(1, new KeyFile(path).beginRun());
        assertEquals(GOOD + "runs 0000000002\n", Files.readString(path));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0x1002 00 01020304 192.0.2.1 192.0.2.2 | expected a key of 16 or 32 bytes (32 or 64 hexadecimal digits),"
                        + " found 1 bytes",
                "0x1001 000102030405060708090a0b0c0d0e0f 01020304 192.0.2.1 192.0.2.2 | expected each SPI once, found"
                        + " 0x1001 again, which line 2 has already",
                "0x1002 | expected an SPI, a key, a salt, an outer source and an outer destination, separated by spaces,"
                        + " found 1 word",
                "255 000102030405060708090a0b0c0d0e0f 01020304 192.0.2.1 192.0.2.2 | expected an SPI from 0x00000100 to"
                        + " 0xffffffff, found '255'",
                "spi 000102030405060708090a0b0c0d0e0f 01020304 192.0.2.1 192.0.2.2 | expected an SPI from 0x00000100 to"
                        + " 0xffffffff, found 'spi'",
                "0x1002 secret 01020304 192.0.2.1 192.0.2.2 | expected a key in hexadecimal digits, two a byte, found 6"
                        + " characters that are not",
                "0x1002 000102030405060708090a0b0c0d0e0f 0102 192.0.2.1 192.0.2.2 | expected a salt of 4 bytes (8"
                        + " hexadecimal digits), found 2 bytes",
                "0x1002 000102030405060708090a0b0c0d0e0f 01020304 192.0.2 192.0.2.2 | expected an outer IPv4 address such"
                        + " as 192.0.2.1, found '192.0.2'",
                "0x1002 000102030405060708090a0b0c0d0e0f 01020304 192.0.2.1 192.0.2.256 | expected an outer IPv4 address"
                        + " such as 192.0.2.1, found '192.0.2.256'",
                "runs 3 | expected one line 'runs' with a count of 10 digits, found 'runs 3'",
                "runs 2147483647 | expected a count of runs below 2147483647, found 2147483647; generate new keys",
            })
    void shouldNameTheLineAndWhatIsWrongWithIt(String line, String sentence) throws IOException {
        Path path = write("# mine\n" + GOOD + "\n" + line + "\n");
        assertEquals(
                "key file " + path + ", line 4: " + sentence,
                assertThrows(KeyFileException.class, () -> new KeyFile(path).read())
                        .getMessage());
    }

    @Test
    void shouldRefuseAFileWithoutAssociations() throws IOException {
        Path path = write("# nothing\n");
        assertEquals(
                "key file " + path + ": expected at least one security association, found none",
                assertThrows(KeyFileException.class, () -> new KeyFile(path).read())
                        .getMessage());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("keys"), text);
    }
}
