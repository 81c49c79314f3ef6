package io.millrace.samples.filter;

import io.millrace.samples.CommandException;
import io.millrace.samples.FileCheck;
import io.millrace.samples.FileReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes come from and where they go, checked as far as that goes without reading.
 *
 * @param input the file to read, or null for standard input
 * @param output the file to write, or null for standard output
 * @param force replaces an output that is there, and writes to a terminal
 * @param words how the command speaks of them
 */
public record Ends(@Nullable Path input, @Nullable Path output, boolean force, Words words) {
    private static final Path STANDARD_OUTPUT = Path.of("/dev/stdout");

    /**
     * How a command speaks of its two ends.
     *
     * @param verb what it does to a file, such as "compress"
     * @param input what its help calls the file to read
     * @param output what its help calls the file to write
     * @param toStandardOutput what on the command line leads to standard output
     */
    public record Words(String verb, String input, String output, String toStandardOutput) {}

    String inputName() {
        return input == null ? "standard input" : input.toString();
    }

    /** Returns the output in words. */
    public String outputName() {
        return output == null ? "standard output" : output.toString();
    }

    /** Returns the bytes to come, or 0 if nobody knows. */
    long inputBytes() throws IOException {
        return input == null ? 0 : Files.size(input);
    }

    /** Refuses what no run could do anything with. */
    public void check() throws CommandException {
        if (input != null) {
            checkInput(input);
        }
        if (output != null) {
            checkOutput(output);
        } else if (input != null) {
            requireOtherThanStandardOutput(input);
        }
    }

    private void checkInput(Path from) throws CommandException {
        String expected = "expected a file to " + words.verb;
        if (!Files.exists(from)) {
            throw CommandException.usage(expected + ", found no file " + from);
        }
        if (Files.isDirectory(from)) {
            throw CommandException.usage(expected + ", found the folder " + from);
        }
        if (output != null) {
            FileCheck.requireFile(from, expected + ", or " + words.toStandardOutput);
            FileCheck.requireDifferent(from, output, words.input + " and " + words.output);
        }
    }

    private void checkOutput(Path to) throws CommandException {
        FileCheck.requireFile(to, "expected a file to write");
        FileCheck.requireFolder(to);
        if (!force && Files.exists(to)) {
            throw CommandException.usage("expected no file " + to + " yet, found one; --force replaces it, "
                    + words.toStandardOutput + " leaves it alone");
        }
    }

    /** Appended to its own input, the output would never end. */
    private void requireOtherThanStandardOutput(Path from) throws CommandException {
        try {
            if (Files.isRegularFile(from) && Files.exists(STANDARD_OUTPUT) && Files.isSameFile(from, STANDARD_OUTPUT)) {
                throw CommandException.usage("expected " + words.input
                        + " and standard output to be different files, found " + from + " twice");
            }
        } catch (IOException failure) {
            throw CommandException.usage("expected files that can be compared, found " + FileReason.of(failure));
        }
    }

    /** Refuses to fill a screen with bytes. */
    void requireNoTerminal(boolean isWatched) throws CommandException {
        if (output == null && isWatched && !force) {
            throw CommandException.usage("expected standard output to lead to a file or to another program, found a"
                    + " terminal; --force writes to it all the same");
        }
    }

    /** Returns what to say when the input could not be read on. */
    public CommandException unreadable(IOException failure) {
        return CommandException.data("expected to read " + inputName() + ", found " + FileReason.of(failure));
    }

    /** Returns what to say when the output could not be written. */
    public CommandException unwritable(IOException failure) {
        return CommandException.data("expected to write " + outputName() + ", found " + FileReason.of(failure));
    }
}
