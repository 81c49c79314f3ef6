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
    private final Provisional provisional;

    private OutputFile(Path target, Path part, Provisional provisional) throws IOException {
        this.target = target;
        this.part = part;
        this.provisional = provisional;
        this.stream = new BufferedOutputStream(Files.newOutputStream(part, StandardOpenOption.WRITE), BUFFER_BYTES);
    }

    static OutputFile create(Path file) throws IOException {
        // Through a link, the file it leads to is replaced and not the link.
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        String name = "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part";
        Path part = target.resolveSibling(name);
        Provisional provisional = new Provisional("output", () -> Files.deleteIfExists(part));
        provisional.create(() -> Files.createFile(part));
        try {
            return new OutputFile(target, part, provisional);
        } catch (IOException failure) {
            provisional.close();
            throw failure;
        }
    }

    /** Where the content goes; whoever writes closes it before {@link #keep}. */
    OutputStream stream() {
        return stream;
    }

    /** Gives the complete file its name, in one step. */
    void keep() throws IOException {
        provisional.keep(this::move);
    }

    private void move() throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            stream.close();
        } finally {
            provisional.close();
        }
    }
}
