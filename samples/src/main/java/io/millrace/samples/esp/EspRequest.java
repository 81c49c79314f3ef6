package io.millrace.samples.esp;

import io.millrace.samples.CommandException;
import io.millrace.samples.FileCheck;
import java.nio.file.Files;
import java.nio.file.Path;

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
        FileCheck.requireFile(input, "expected a capture to read");
        FileCheck.requireFile(output, "expected a file to write");
        FileCheck.requireFolder(output);
        FileCheck.requireFile(keys, "expected a key file");
        FileCheck.requireDifferent(input, output, "IN and OUT");
        FileCheck.requireDifferent(input, keys, "IN and the key file");
        FileCheck.requireDifferent(output, keys, "OUT and the key file");
        if (Files.exists(keys)) {
            return;
        }
        if (decrypt) {
            throw CommandException.usage(
                    "expected the key file of the encryption, found no file " + keys + "; name it with --keys");
        }
        FileCheck.requireFolder(keys);
    }
}
