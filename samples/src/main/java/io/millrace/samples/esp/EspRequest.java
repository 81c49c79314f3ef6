package io.millrace.samples.esp;

import io.millrace.samples.CommandException;
import io.millrace.samples.FileReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What to do, checked as far as that goes without reading.
 *
 * @param decrypt takes packets out of the tunnel instead of putting them into it
 * @param input the capture to read
 * @param output the capture to write
 * @param keys the key file
 * @param newKeys which keys to generate when the key file does not exist
 * @param nonIp what becomes of frames without a whole IP packet
 * @param repeat how often the input is read
 * @param limits how the pipeline is built
 */
record EspRequest(
        boolean decrypt,
        Path input,
        Path output,
        Path keys,
        NewKeys newKeys,
        NonIp nonIp,
        int repeat,
        PipelineLimits limits) {

    /** What becomes of frames without a whole IP packet. */
    enum NonIp {
        PASS,
        DROP
    }

    /** Refuses what no run could do anything with. */
    void check() throws CommandException {
        if (!Files.exists(input)) {
            throw CommandException.usage("expected a capture, found no file " + input);
        }
        requireFile(input, "expected a capture to read");
        requireFile(output, "expected a file to write");
        requireFolder(output);
        requireFile(keys, "expected a key file");
        requireDifferent(input, output, "IN and OUT");
        requireDifferent(input, keys, "IN and the key file");
        requireDifferent(output, keys, "OUT and the key file");
        if (Files.exists(keys)) {
            return;
        }
        if (decrypt) {
            throw CommandException.usage(
                    "expected the key file of the encryption, found no file " + keys + "; name it with --keys");
        }
        requireFolder(keys);
    }

    private static void requireFile(Path file, String expected) throws CommandException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw CommandException.usage(expected + ", found " + file + ", which is no regular file");
        }
    }

    private static void requireFolder(Path file) throws CommandException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a regular file has a folder");
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw CommandException.usage("expected a folder to write " + file.getFileName() + " into, found "
                    + (Files.isDirectory(folder) ? "no permission to write into " : "no folder ") + folder);
        }
    }

    private static void requireDifferent(Path one, Path other, String what) throws CommandException {
        boolean same =
                one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
        try {
            // Sees through symbolic and hard links.
            same = same || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
        } catch (IOException failure) {
            throw CommandException.usage("expected files that can be compared, found " + FileReason.of(failure));
        }
        if (same) {
            throw CommandException.usage("expected " + what + " to be different files, found " + one + " twice");
        }
    }
}
