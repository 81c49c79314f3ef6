package io.millrace.samples.esp;

import io.millrace.samples.CommandException;
import io.millrace.samples.FileReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The key file as far as this run generates it. Closed before {@link #keep}, or when the JVM is told to stop, a
 * generated file vanishes; one that existed stays.
 */
final class NewKeyFile implements AutoCloseable {
    private final @Nullable KeyFile generated;
    private final Thread hook = new Thread(this::discard, "millrace-discard-keys");
    private boolean ended;

    private NewKeyFile(@Nullable KeyFile generated) {
        this.generated = generated;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Generates the key file when it does not exist. */
    static NewKeyFile createIfMissing(EspRequest request) throws CommandException {
        KeyFile file = new KeyFile(request.keys());
        if (file.exists()) {
            return new NewKeyFile(null);
        }
        try {
            file.generate(
                    request.newKeys().associationsOrDefault(), request.newKeys().keyBitsOrDefault());
            return new NewKeyFile(file);
        } catch (IOException failure) {
            throw CommandException.usage(
                    "expected to write a new key file " + request.keys() + ", found " + FileReason.of(failure));
        }
    }

    /**
     * Leaves the file and says whether it was still there to be left. Called before the output gets its name, since no
     * output may be left without its keys.
     */
    synchronized boolean keep() {
        boolean discarded = ended;
        ended = true;
        return !discarded;
    }

    @Override
    public void close() {
        discard();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // The JVM is stopping already, and the hook runs or has run.
        }
    }

    private synchronized void discard() {
        if (!ended && generated != null) {
            ended = true;
            try {
                generated.deleteUnlessShared();
            } catch (IOException | KeyFileException failure) {
                System.getLogger(NewKeyFile.class.getName())
                        .log(System.Logger.Level.WARNING, "expected to delete new keys", failure);
            }
        }
    }
}
