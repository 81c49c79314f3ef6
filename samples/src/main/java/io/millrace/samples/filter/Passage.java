package io.millrace.samples.filter;

import io.millrace.samples.CommandException;
import io.millrace.samples.FileReason;
import io.millrace.samples.output.OutputFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** The way from one end to the other, open while something is done between them. */
public final class Passage {
    private final Ends ends;
    private final ReadableByteChannel standardInput;
    private final WritableByteChannel standardOutput;

    /** Creates one whose ends are opened when they are needed. */
    public Passage(Ends ends, ReadableByteChannel standardInput, WritableByteChannel standardOutput) {
        this.ends = ends;
        this.standardInput = standardInput;
        this.standardOutput = standardOutput;
    }

    /**
     * What is done between the ends.
     *
     * @param <R> what it returns
     */
    @FunctionalInterface
    public interface Work<R> {
        /** Reads one end to its end, and writes the other; closes neither. */
        R run(ReadableByteChannel input, WritableByteChannel output) throws CommandException;
    }

    /**
     * Has something done. After a failure no output file was left, and one that was there before is as it was; otherwise it
     * has the permissions and the time of the input, if that is a file.
     */
    public <R> R run(Work<R> work) throws CommandException {
        Path file = ends.input();
        if (file == null) {
            return write(standardInput, null, work);
        }
        try (FileChannel input = FileChannel.open(file, StandardOpenOption.READ)) {
            FileTime changed = Files.getLastModifiedTime(file);
            return write(input, new Source(file, changed), work);
        } catch (IOException failure) {
            throw CommandException.usage("expected a file that can be read, found " + FileReason.of(failure));
        }
    }

    /** The file that the output is like. */
    private record Source(Path file, FileTime changed) {}

    private <R> R write(ReadableByteChannel input, @Nullable Source source, Work<R> work) throws CommandException {
        Path target = ends.output();
        if (target == null) {
            return work.run(input, standardOutput);
        }
        try (OutputFile output = OutputFile.create(target)) {
            if (source != null) {
                output.protectAs(source.file());
            }
            R result = work.run(input, output.channel());
            if (source != null) {
                output.date(source.changed());
            }
            output.keep();
            return result;
        } catch (IOException failure) {
            throw ends.unwritable(failure);
        }
    }
}
