package io.millrace.samples.esp;

import io.millrace.samples.CommandException;
import io.millrace.samples.FileReason;
import io.millrace.samples.output.Provisional;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The key file as far as this run generates it. Closed before {@link #keep}, or when the JVM is told to stop, a
 * generated file vanishes; one that existed stays.
 */
final class NewKeyFile implements AutoCloseable {
    private final @Nullable Provisional generated;

    private NewKeyFile(@Nullable Provisional generated) {
        this.generated = generated;
    }

    /** Generates the key file when it does not exist. */
    static NewKeyFile createIfMissing(EspRequest request) throws CommandException {
        KeyFile file = new KeyFile(request.keys());
        if (file.exists()) {
            return new NewKeyFile(null);
        }
        NewKeys keys = request.newKeys();
        try {
            return new NewKeyFile(new Provisional("keys", file::deleteUnlessShared)
                    .create(() -> file.generate(keys.associationsOrDefault(), keys.keyBitsOrDefault())));
        } catch (IOException failure) {
            throw CommandException.usage(
                    "expected to write a new key file " + request.keys() + ", found " + FileReason.of(failure));
        }
    }

    /**
     * Leaves the file and says whether it was still there to be left. Called before the output gets its name, since no
     * output may be left without its keys.
     */
    boolean keep() throws IOException {
        return generated == null || generated.keep(() -> {});
    }

    @Override
    public void close() {
        if (generated != null) {
            generated.close();
        }
    }
}
