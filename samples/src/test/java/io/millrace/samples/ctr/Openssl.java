package io.millrace.samples.ctr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** The openssl of the machine, which we did not write. */
final class Openssl {
    private Openssl() {}

    static void assumeInstalled() throws InterruptedException {
        assumeTrue(isInstalled(), "skipped: openssl is not installed (apt-get install openssl)");
    }

    /** Has it encrypt a file, or decrypt it with {@code -d}. */
    static void run(Path input, Path output, CtrKey key, String... options) throws IOException, InterruptedException {
        byte[] secret = key.key().getEncoded();
        ProcessBuilder builder = new ProcessBuilder(
                "openssl",
                "enc",
                "-aes-" + secret.length * Byte.SIZE + "-ctr",
                "-K",
                HexFormat.of().formatHex(secret),
                "-iv",
                HexFormat.of().formatHex(key.vector()),
                "-in",
                input.toString(),
                "-out",
                output.toString());
        builder.command().addAll(List.of(options));
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitStatus = process.waitFor();
        assertEquals("", said);
        assertEquals(0, exitStatus);
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("openssl", "version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
