package io.millrace.samples.ctr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.samples.ChildJvm;
import io.millrace.samples.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each case: the exit status, the one sentence on standard error, IN and the key file as they were, and nothing half written. */
final class CtrBadInputTest {
    private static final byte[] CONTENT = "to be encrypted".getBytes(StandardCharsets.US_ASCII);
    private static final String HEX = HexFormat.of().formatHex(CtrRuns.KEY.key().getEncoded());
    private static final String VECTOR = HexFormat.of().formatHex(CtrRuns.KEY.vector());

    @TempDir
    Path folder;

    private Path file;
    private Path encrypted;
    private Path keyFile;

    @BeforeEach
    void prepare() throws IOException {
        file = Files.write(folder.resolve("file"), CONTENT);
        encrypted = folder.resolve("encrypted");
        keyFile = Files.writeString(folder.resolve("key"), HEX + "\n");
    }

    @AfterEach
    void requireFilesUntouchedAndNoPartLeft() throws IOException {
        assertArrayEquals(CONTENT, Files.readAllBytes(file));
        assertEquals(HEX + "\n", Files.readString(keyFile));
        assertEquals(List.of(), ChildJvm.parts(folder));
    }

    @Test
    void shouldEndWithALineOfFigures() throws IOException {
        Command command = Command.run("ctr", file, encrypted, "--key-file", keyFile, "--iv", VECTOR, "--workers", 1);
        assertEquals("", command.err());
        assertTrue(command.out().startsWith(encrypted + ": 15 bytes, "), command.out());
        assertTrue(command.out().endsWith(" MB/s with 1 worker\n"), command.out());
        assertArrayEquals(CtrRuns.expected(CONTENT, CtrRuns.KEY), Files.readAllBytes(encrypted));
    }

    @Test
    void shouldRefuseWhatIsNoFile() {
        Path missing = folder.resolve("missing");
        assertUsage("expected a file to encrypt or decrypt, found no file " + missing, missing, encrypted);
        assertUsage("expected a file to encrypt or decrypt, found the folder " + folder, folder, encrypted);
        assertUsage("expected a file to write, found " + folder + ", which is no regular file", file, folder);
        assertUsage("expected IN and OUT, found an empty name", "", encrypted);
        assertUsage("expected IN and OUT, found an empty name", file, "");
        assertUsage("missing required parameter: 'OUT'; see --help", file);
        assertUsage("expected at most IN and OUT, found one more argument: b", file, encrypted, "b");
        Path nowhere = missing.resolve("encrypted");
        assertUsage("expected a folder to write encrypted into, found no folder " + missing, file, nowhere);
    }

    @Test
    void shouldRefuseAnOutputThatIsThereUnlessForced() throws IOException {
        Files.writeString(encrypted, "an earlier result");
        assertUsage(
                "expected no file " + encrypted + " yet, found one; --force replaces it, - as OUT leaves it alone",
                file,
                encrypted);
        assertEquals("an earlier result", Files.readString(encrypted));

        assertEquals(
                0,
                Command.run("ctr", "-f", file, encrypted, "--key-file", keyFile, "--iv", VECTOR)
                        .exitStatus());
        assertArrayEquals(CtrRuns.expected(CONTENT, CtrRuns.KEY), Files.readAllBytes(encrypted));
    }

    @Test
    void shouldRefuseOneFileForTwoPurposes() throws IOException {
        assertUsage("expected IN and OUT to be different files, found " + file + " twice", "--force", file, file);
        Files.createSymbolicLink(encrypted, keyFile);
        assertUsage(
                "expected OUT and the key file to be different files, found " + encrypted + " twice",
                "--force",
                file,
                encrypted);
        Files.delete(encrypted);
        assertUsage(
                "expected IN and the key file to be different files, found " + keyFile + " twice", keyFile, encrypted);
    }

    @Test
    void shouldRefuseToGuessTheKey() {
        assertLine("expected a key, by --key-file or by --key, found none", file, encrypted, "--iv", VECTOR);
        assertLine(
                "expected a key, by --key-file or by --key, found both",
                file,
                encrypted,
                "--iv",
                VECTOR,
                "-K",
                HEX,
                "--key-file",
                keyFile);
        assertLine("missing required option: '--iv=HEX'; see --help", file, encrypted, "-K", HEX);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'with 32, 48 or 64 hexadecimal digits, found 0'",
        "00, 'with 32, 48 or 64 hexadecimal digits, found 2'",
        "000102030405060708090a0b0c0d0e0f1, 'with two hexadecimal digits a byte, found 33'",
        "000102030405060708090a0b0c0d0e0f10, 'with 32, 48 or 64 hexadecimal digits, found 34'",
        "0x0102030405060708090a0b0c0d0e0f, 'with hexadecimal digits only, found something else as character 2'",
        "00010203 04050607, 'with hexadecimal digits only, found something else as character 9'",
        "\u0661, 'with hexadecimal digits only, found something else as character 1'"
    })
    void shouldRefuseTextThatIsNoKey(String text, String sentence) throws IOException {
        assertLine("expected --key " + sentence, file, encrypted, "--iv", VECTOR, "-K", text);
        Path wrong = Files.writeString(folder.resolve("wrong"), " " + text + "\r\n");
        assertLine("expected key file " + wrong + " " + sentence, file, encrypted, "--iv", VECTOR, "--key-file", wrong);
    }

    @Test
    void shouldRefuseTextThatIsNoVector() {
        assertLine("expected --iv with 32 hexadecimal digits, found 2", file, encrypted, "-K", HEX, "-iv", "00");
        assertLine("expected --iv with 32 hexadecimal digits, found 64", file, encrypted, "-K", HEX, "-iv", HEX);
        assertLine(
                "expected --iv with hexadecimal digits only, found something else as character 1",
                file,
                encrypted,
                "-K",
                HEX,
                "-iv",
                "zz");
    }

    @Test
    void shouldRefuseAKeyFileThatIsNone() {
        Path missing = folder.resolve("missing");
        assertLine(
                "expected a key file that can be read, found no such file: " + missing,
                file,
                encrypted,
                "--iv",
                VECTOR,
                "--key-file",
                missing);
        assertLine(
                "expected a key file, found the folder " + folder,
                file,
                encrypted,
                "--iv",
                VECTOR,
                "--key-file",
                folder);
        Path endless = Path.of("/dev/zero");
        assumeTrue(Files.exists(endless), "skipped: there is no /dev/zero");
        assertLine(
                "expected key file /dev/zero with hexadecimal digits only, found something else as character 1",
                file,
                encrypted,
                "--iv",
                VECTOR,
                "--key-file",
                endless);
    }

    @Test
    void shouldRefuseOptionsOutOfRange() {
        assertUsage("expected --workers from 1 to 1024, found 0", file, encrypted, "--workers", 0);
        assertUsage("unknown option: '--fast'; see --help", file, encrypted, "--fast");
    }

    @Test
    void shouldGiveTheOutputPermissionsAndTimeOfTheFile() throws IOException {
        assumeTrue(
                Files.getFileStore(folder).supportsFileAttributeView("posix"), "skipped: no permissions of POSIX here");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.setLastModifiedTime(file, FileTime.from(1_600_000_000, TimeUnit.SECONDS));

        Command command = Command.run("ctr", file, encrypted, "--key-file", keyFile, "--iv", VECTOR);

        assertEquals(0, command.exitStatus());
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(encrypted)));
        assertEquals(FileTime.from(1_600_000_000, TimeUnit.SECONDS), Files.getLastModifiedTime(encrypted));
    }

    @Test
    void shouldWarnOfKeysOnTheCommandLine() {
        String help = Command.run("ctr", "--help").out().replaceAll("\\s+", " ");
        assertTrue(help.contains("Whoever uses this machine can see it while the command runs"), help);
    }

    /** With a key and a vector that are right. */
    private void assertUsage(String sentence, Object... arguments) {
        Object[] line = new Object[arguments.length + 4];
        System.arraycopy(arguments, 0, line, 0, arguments.length);
        System.arraycopy(new Object[] {"--key-file", keyFile, "--iv", VECTOR}, 0, line, arguments.length, 4);
        assertLine(sentence, line);
    }

    private static void assertLine(String sentence, Object... arguments) {
        Object[] line = new Object[arguments.length + 1];
        line[0] = "ctr";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        Command command = Command.run(line);
        assertEquals("millrace ctr: " + sentence + "\n", command.err());
        assertEquals("", command.out());
        assertEquals(2, command.exitStatus());
        assertFalse(command.err().contains(HEX), "the key is told");
    }
}
