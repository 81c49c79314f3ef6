package io.millrace.samples.ctr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.samples.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Byte for byte what a second implementation makes, both ways. */
final class OpensslTest {
    @TempDir
    Path folder;

    @BeforeEach
    void assumeInstalled() throws InterruptedException {
        Openssl.assumeInstalled();
    }

    /** The last two vectors wrap within the second block, and within the second chunk. */
    @ParameterizedTest
    @CsvSource({
        "0, 256, 2, 00000000000000000000000000000000",
        "1, 128, 1, 000102030405060708090a0b0c0d0e0f",
        "131071, 192, 2, 000102030405060708090a0b0c0d0e0f",
        "131072, 256, 3, ffeeddccbbaa99887766554433221100",
        "131073, 256, 4, 7fffffffffffffffffffffffffffffff",
        "5000000, 128, 2, 0000000000000000ffffffffffffffff",
        "5000000, 192, 4, ffffffffffffffffffffffffffffffff",
        "5000000, 256, 3, ffffffffffffffffffffffffffffd000"
    })
    void shouldMakeWhatOpensslMakes(int size, int keyBits, int workers, String vector)
            throws IOException, InterruptedException {
        CtrKey key = new CtrKey(CtrRuns.key(keyBits, size).key(), HexFormat.of().parseHex(vector));
        Path file = Files.write(folder.resolve("file"), CtrRuns.bytes(size, size));
        Path theirs = folder.resolve("theirs");
        Openssl.run(file, theirs, key);

        Path ours = folder.resolve("ours");
        encrypt(file, ours, key, workers);
        requireEqual(theirs, ours);

        Path back = folder.resolve("back");
        Openssl.run(ours, back, key, "-d");
        requireEqual(file, back);
        Path backAgain = folder.resolve("back again");
        encrypt(theirs, backAgain, key, workers);
        requireEqual(file, backAgain);
    }

    @Test
    void shouldTakeTheKeyFileThatItsHelpMakes() throws IOException, InterruptedException {
        Path keyFile = folder.resolve("key");
        Process process = new ProcessBuilder("openssl", "rand", "-hex", "32")
                .redirectOutput(keyFile.toFile())
                .start();
        assertEquals(0, process.waitFor());
        Path file = Files.write(folder.resolve("file"), CtrRuns.bytes(1000, 1));
        Path ours = folder.resolve("ours");
        Command command = Command.run(
                "ctr", file, ours, "--key-file", keyFile, "--iv", HexFormat.of().formatHex(CtrRuns.KEY.vector()));
        assertEquals("", command.err());
        Path theirs = folder.resolve("theirs");
        Openssl.run(file, theirs, new CtrKey(readKey(keyFile), CtrRuns.KEY.vector()));
        requireEqual(theirs, ours);
    }

    private static SecretKey readKey(Path keyFile) throws IOException {
        return new SecretKeySpec(
                HexFormat.of().parseHex(Files.readString(keyFile).strip()), "AES");
    }

    private static void encrypt(Path from, Path to, CtrKey key, int workers) {
        HexFormat hex = HexFormat.of();
        Command command = Command.run(
                "ctr",
                from,
                to,
                "-K",
                hex.formatHex(key.key().getEncoded()),
                "-iv",
                hex.formatHex(key.vector()),
                "--workers",
                workers);
        assertEquals("", command.err());
        assertEquals(0, command.exitStatus());
    }

    private static void requireEqual(Path expected, Path found) throws IOException {
        assertEquals(-1, Files.mismatch(expected, found), found.toString());
    }
}
