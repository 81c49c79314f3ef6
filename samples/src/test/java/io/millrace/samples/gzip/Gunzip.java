package io.millrace.samples.gzip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The gzip of the machine, which we did not write. */
final class Gunzip {
    private Gunzip() {}

    static void assumeInstalled() throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "skipped: gzip is not installed (apt-get install gzip)");
    }

    /** Returns what a program wrote, which must be content with its input and say nothing. */
    static byte[] run(Path input, String... line) throws IOException, InterruptedException {
        Path err = Files.createTempFile("millrace-gunzip", ".txt");
        try {
            Process process = new ProcessBuilder(line)
                    .redirectInput(input.toFile())
                    .redirectError(err.toFile())
                    .start();
            byte[] output = process.getInputStream().readAllBytes();
            int exitStatus = process.waitFor();
            assertEquals("", Files.readString(err), String.join(" ", line));
            assertEquals(0, exitStatus, String.join(" ", line));
            return output;
        } finally {
            Files.delete(err);
        }
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            Process process = new ProcessBuilder(List.of("gzip", "--version"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
