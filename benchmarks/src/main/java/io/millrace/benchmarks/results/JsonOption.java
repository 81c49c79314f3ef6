package io.millrace.benchmarks.results;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option by which a command keeps what it has measured; to be mixed into the command. */
public final class JsonOption {

    /** How the option is called. */
    public static final String NAME = "--json";

    @Option(names = NAME, paramLabel = "FILE", description = "Write all figures to this file too.")
    private @Nullable Path file;

    /**
     * Writes the results if that is wanted.
     *
     * @throws IOException if they cannot be written
     */
    public void write(ResultFile results) throws IOException {
        if (file != null) {
            results.write(file);
        }
    }
}
