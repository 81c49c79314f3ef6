package io.millrace.samples.gzip;

import io.millrace.samples.CommandException;
import io.millrace.samples.FileCheck;
import io.millrace.samples.FileReason;
import io.millrace.samples.OptionRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to do, checked as far as that goes without reading.
 *
 * @param input the file to compress, or null for standard input
 * @param output the file to write, or null for standard output
 * @param force replaces an output that is there
 * @param level how hard to compress, from 1 to 9
 * @param workers threads of the parallel part
 */
record GzipRequest(@Nullable Path input, @Nullable Path output, boolean force, int level, int workers) {
    private static final int WORKER_LIMIT = 1024;
    private static final String SUFFIX = ".gz";
    private static final Path STANDARD_OUTPUT = Path.of("/dev/stdout");

    /** Returns where a file goes, unless it goes to standard output. */
    static Path outputOf(Path input) {
        return input.resolveSibling(input.getFileName() + SUFFIX);
    }

    String inputName() {
        return input == null ? "standard input" : input.toString();
    }

    String outputName() {
        return output == null ? "standard output" : output.toString();
    }

    /** Returns the bytes to come, or 0 if nobody knows. */
    long inputBytes() throws IOException {
        return input == null ? 0 : Files.size(input);
    }

    /** Refuses what no run could do anything with. */
    void check() throws CommandException {
        OptionRange.require("--level", level, 1, 9);
        OptionRange.require("--workers", workers, 1, WORKER_LIMIT);
        if (input == null) {
            return;
        }
        if (!Files.exists(input)) {
            throw CommandException.usage("expected a file to compress, found no file " + input);
        }
        if (Files.isDirectory(input)) {
            throw CommandException.usage("expected a file to compress, found the folder " + input);
        }
        if (output == null) {
            requireOtherThanStandardOutput(input);
        } else {
            checkOutput(input, output);
        }
    }

    private void checkOutput(Path from, Path to) throws CommandException {
        FileCheck.requireFile(from, "expected a file to compress, or --stdout");
        FileCheck.requireFile(to, "expected a file to write");
        FileCheck.requireFolder(to);
        FileCheck.requireDifferent(from, to, "FILE and FILE.gz");
        if (!force && from.toString().endsWith(SUFFIX)) {
            throw CommandException.usage(
                    "expected a file that is not compressed yet, found " + from + "; --force compresses it again");
        }
        if (!force && Files.exists(to)) {
            throw CommandException.usage(
                    "expected no file " + to + " yet, found one; --force replaces it, --stdout leaves it alone");
        }
    }

    /** Appended to its own input, the output would never end. */
    private static void requireOtherThanStandardOutput(Path from) throws CommandException {
        try {
            if (Files.isRegularFile(from) && Files.exists(STANDARD_OUTPUT) && Files.isSameFile(from, STANDARD_OUTPUT)) {
                throw CommandException.usage(
                        "expected FILE and standard output to be different files, found " + from + " twice");
            }
        } catch (IOException failure) {
            throw CommandException.usage("expected files that can be compared, found " + FileReason.of(failure));
        }
    }
}
