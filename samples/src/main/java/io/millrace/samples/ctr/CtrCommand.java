package io.millrace.samples.ctr;

import io.millrace.samples.CommandException;
import io.millrace.samples.FileCheck;
import io.millrace.samples.WorkersOption;
import io.millrace.samples.filter.Ends;
import io.millrace.samples.filter.Filter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code ctr} command. */
@Command(
        name = "ctr",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Encrypts IN to OUT with AES in counter mode, with all cores, in parallel and in order, or decrypts it, which is"
                        + " the same. What comes out is, byte for byte, what openssl enc -aes-256-ctr makes of it; a shorter key"
                        + " makes it -aes-192-ctr or -aes-128-ctr.",
        footer = {
            "%nTo make a key: (umask 077 && openssl rand -hex 32 > KEYFILE). To make an initialization vector: openssl rand"
                    + " -hex 16. Take another vector for every file, and for every version of a file: whoever has two of them that"
                    + " were encrypted with the same key and vector can read both.",
            "%nCounter mode hides what a file says, and does not show whether somebody has changed it.",
            "%nOUT appears whole or not at all, and has the permissions and the time of IN. If it is standard output the line of"
                    + " figures goes to standard error."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "1:reading or writing failed", "2:the command line or the key file cannot be used"})
public final class CtrCommand implements Callable<Integer> {
    private static final String STANDARD_STREAM = "-";

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "IN", description = "The file to read; - is standard input.")
    private String input = STANDARD_STREAM;

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write; - is standard output.")
    private String output = STANDARD_STREAM;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "Holds the key in hexadecimal digits: 32, 48 or 64 of them for AES-128, AES-192 or AES-256.")
    private @Nullable Path keyFile;

    @Option(
            names = {"-K", "--key"},
            paramLabel = "HEX",
            description =
                    "The key itself, as openssl takes it. Whoever uses this machine can see it while the command runs, and the"
                            + " shell may keep it: not for a key that matters.")
    private @Nullable String key;

    @Option(
            names = {"-iv", "--iv"},
            paramLabel = "HEX",
            required = true,
            description = "The initialization vector, 32 hexadecimal digits. It is no secret.")
    private String vector = "";

    @Option(
            names = {"-f", "--force"},
            description = "Replaces OUT, and writes to a terminal.")
    private boolean force;

    @Mixin
    private WorkersOption workers = new WorkersOption();

    /** For picocli. */
    public CtrCommand() {}

    @Override
    public Integer call() throws CommandException, IOException {
        Ends ends = new Ends(file(input), file(output), force, CtrRun.WORDS);
        ends.check();
        byte[] counter = KeyText.vector("--iv", vector);
        CommandLine command = Objects.requireNonNull(spec, "picocli sets it").commandLine();
        int count = workers.count();
        SecretKey secret = secret(ends);
        return Filter.run(
                command,
                ends,
                (passage, progress) -> new CtrRun(ends, new CtrKey(secret, counter), count, passage, progress).run());
    }

    private static @Nullable Path file(String name) throws CommandException {
        if (name.isEmpty()) {
            throw CommandException.usage("expected IN and OUT, found an empty name");
        }
        return name.equals(STANDARD_STREAM) ? null : Path.of(name);
    }

    private SecretKey secret(Ends ends) throws CommandException {
        if (key != null && keyFile == null) {
            return KeyText.key("--key", key);
        }
        if (keyFile == null || key != null) {
            throw CommandException.usage(
                    "expected a key, by --key-file or by --key, found " + (key == null ? "none" : "both"));
        }
        if (ends.input() != null) {
            FileCheck.requireDifferent(ends.input(), keyFile, "IN and the key file");
        }
        if (ends.output() != null) {
            FileCheck.requireDifferent(ends.output(), keyFile, "OUT and the key file");
        }
        return KeyText.read(keyFile);
    }
}
