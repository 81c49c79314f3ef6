package io.millrace.samples.esp;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears whole or not at all. Its content grows under another name in the same folder and gets the final
 * name when it is complete; closed before that, or when the JVM is told to stop, it vanishes.
 */
final class OutputFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 18;

    private final Path target;
    private final Path part;
    private final OutputStream stream;
    private final Thread hook = new Thread(this::discard, "millrace-discard-output");
    private boolean ended;

    private OutputFile(Path target, Path part) throws IOException {
        this.target = target;
        this.part = part;
        this.stream = new BufferedOutputStream(
                Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), BUFFER_BYTES);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static OutputFile create(Path file) throws IOException {
        // Through a link, the file it leads to is replaced and not the link.
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        String name = "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part";
        return new OutputFile(target, target.resolveSibling(name));
    }

    /** Where the content goes; whoever writes closes it before {@link #keep}. */
    OutputStream stream() {
        return stream;
    }

    /** Gives the complete file its name, in one step. */
    synchronized void keep() throws IOException {
        if (ended) {
            return;
        }
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
        ended = true;
    }

    @Override
    public void close() throws IOException {
        try {
            stream.close();
        } finally {
            discard();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException stopping) {
                // The JVM is stopping already, and the hook runs or has run.
            }
        }
    }

    private synchronized void discard() {
        if (!ended) {
            ended = true;
            try {
                Files.deleteIfExists(part);
            } catch (IOException failure) {
                System.getLogger(OutputFile.class.getName())
                        .log(System.Logger.Level.WARNING, "expected to delete " + part, failure);
            }
        }
    }
}
