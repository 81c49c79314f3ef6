package io.millrace.samples.output;

import io.millrace.samples.CommandException;
import io.millrace.samples.FileReason;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * A file that appears whole or not at all. Its content grows under another name in the same folder and gets the final
 * name when it is complete; closed before that, or when the JVM is told to stop, it vanishes.
 */
public final class OutputFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 18;

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private final OutputStream stream;
    private final Provisional provisional;

    private OutputFile(Path target, Path part, Provisional provisional) throws IOException {
        this.target = target;
        this.part = part;
        this.provisional = provisional;
        this.channel = FileChannel.open(part, StandardOpenOption.WRITE);
        this.stream = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    }

    /** Creates the file under its other name. */
    public static OutputFile create(Path file) throws CommandException {
        try {
            return createPart(file);
        } catch (NoSuchFileException refused) {
            // The folder is there, or the check of the request would have said so; /proc is such a folder.
            throw CommandException.usage(
                    "expected a folder to write " + file + " into, found one that takes no new files");
        } catch (IOException failure) {
            throw CommandException.usage(
                    "expected a folder to write " + file + " into, found " + FileReason.of(failure));
        }
    }

    private static OutputFile createPart(Path file) throws IOException {
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
    public OutputStream stream() {
        return stream;
    }

    /** The same without a buffer; whoever writes here leaves the stream alone. */
    public WritableByteChannel channel() {
        return channel;
    }

    /** Lets those read it who may read another file. Called while it is empty. */
    public void protectAs(Path other) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(other, PosixFileAttributeView.class);
        if (view != null) {
            Files.setPosixFilePermissions(part, view.readAttributes().permissions());
        }
    }

    /** Makes it as old as its content. Called after the last byte. */
    public void date(FileTime time) throws IOException {
        Files.setLastModifiedTime(part, time);
    }

    /** Gives the complete file its name, in one step. */
    public void keep() throws IOException {
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
