package io.millrace.benchmarks.results;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The working tree that the running code was built in.
 *
 * @param directory one in it
 */
record Sources(Path directory) {

    private static final String UNKNOWN = "unknown";
    private static final int PATIENCE_SECONDS = 10;

    /** Returns that of this class: the launcher's copies lie in the tree, and the working directory may be another. */
    static Sources here() {
        Path code = Path.of(URI.create(Sources.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        return new Sources(Objects.requireNonNull(code.getParent(), "classes lie in a directory"));
    }

    /**
     * Returns the commit that is checked out, followed by {@code -dirty} if anything but documents differs from it, or {@code unknown} where there is no
     * git or no repository. Results lie among the documents, so that those of one command do not make the next one's dirty.
     */
    String commit() {
        try {
            String commit = git("rev-parse", "HEAD");
            return git("status", "--porcelain", "--", ":(top)", ":(top,exclude)docs")
                            .isEmpty()
                    ? commit
                    : commit + "-dirty";
        } catch (IOException noRepository) {
            return UNKNOWN;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("expected exit status 0 of " + String.join(" ", command));
            }
            return output.strip();
        } finally {
            process.destroyForcibly();
        }
    }
}
