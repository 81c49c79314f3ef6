package io.millrace.samples.books;

import io.millrace.samples.CommandException;
import io.millrace.samples.FileReason;
import io.millrace.samples.output.OutputFile;
import io.millrace.samples.output.ProgressBar;
import io.millrace.samples.output.Writing;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One run from a feed to rows. */
final class BooksRun {
    private static final int BUFFER_BYTES = 1 << 16;

    private final BooksRequest request;
    private final ProgressBar progress;
    private final InputStream standardInput;
    private final OutputStream standardOutput;
    private final Books books;
    private long lines;
    private long rows;

    BooksRun(BooksRequest request, ProgressBar progress, InputStream standardInput, OutputStream standardOutput) {
        this.request = request;
        this.progress = progress;
        this.standardInput = standardInput;
        this.standardOutput = new BufferedOutputStream(standardOutput, BUFFER_BYTES);
        this.books = new Books(request.levels());
    }

    /** Runs; after a failure no file was left, and one that was there before is as it was. */
    BooksReport run() throws CommandException {
        request.check();
        Path feed = request.feed();
        if (feed == null) {
            return run(standardInput);
        }
        try (InputStream input = Files.newInputStream(feed)) {
            return run(input);
        } catch (IOException failure) {
            throw CommandException.usage("expected a feed that can be read, found " + FileReason.of(failure));
        }
    }

    private BooksReport run(InputStream input) throws CommandException {
        try (OutputFile letterFile = file(request.letters());
                OutputFile rowFile = file(request.output())) {
            DeadLetters letters = letterFile == null ? null : new DeadLetters(request.feedName(), letterFile.stream());
            BooksReport report = run(input, rowFile == null ? standardOutput : rowFile.stream(), letters);
            // In this order: where there is an output, there is what was left out of it.
            keep(letterFile);
            keep(rowFile);
            return report;
        } catch (IOException failure) {
            throw unwritable(request.outputName(), failure);
        }
    }

    private BooksReport run(InputStream input, OutputStream output, @Nullable DeadLetters letters)
            throws CommandException, IOException {
        long start = System.nanoTime();
        Writing<byte[]> writing = row -> {
            output.write(row);
            rows++;
        };
        try (LinePipeline pipeline = pipeline(request, books, letters, writing)) {
            feed(new FeedReader(input), pipeline, letters);
        } catch (BadLineException bad) {
            // What is before the line has come out.
            output.flush();
            throw CommandException.data(request.feedName() + ":" + bad.number() + ": " + bad.getMessage());
        } finally {
            progress.end();
        }
        output.flush();
        long bad = writeLetters(letters, Long.MAX_VALUE);
        if (rows + bad != lines) {
            throw new InterruptedIOException("an interruption");
        }
        return new BooksReport(request, lines, books.count(), bad, System.nanoTime() - start);
    }

    /** Starts what a request asks for. */
    static LinePipeline pipeline(
            BooksRequest request, Books books, @Nullable DeadLetters letters, Writing<byte[]> rows) {
        return request.workers() == 0
                ? new OneThreadLines(books, letters, rows)
                : new ParallelLines(request.workers(), books, letters, rows);
    }

    private void feed(FeedReader reader, LinePipeline pipeline, @Nullable DeadLetters letters)
            throws IOException, CommandException {
        FeedLine line = next(reader);
        while (line != null) {
            pipeline.submit(line);
            lines = line.number();
            progress.advance((int) Math.min(Integer.MAX_VALUE, reader.lastBytes()), 1);
            writeLetters(letters, lines - pipeline.window());
            line = next(reader);
        }
    }

    private @Nullable FeedLine next(FeedReader reader) throws CommandException {
        try {
            return reader.next();
        } catch (IOException failure) {
            throw CommandException.data("expected to read " + request.feedName() + ", found " + FileReason.of(failure));
        }
    }

    /** Writes bad lines up to one, and returns how many there were in all. */
    private long writeLetters(@Nullable DeadLetters letters, long number) throws CommandException {
        if (letters == null) {
            return 0;
        }
        try {
            letters.writeUpTo(number);
            return letters.count();
        } catch (IOException failure) {
            throw unwritable(String.valueOf(request.letters()), failure);
        }
    }

    private static @Nullable OutputFile file(@Nullable Path path) throws CommandException {
        return path == null ? null : OutputFile.create(path);
    }

    private static void keep(@Nullable OutputFile file) throws IOException {
        if (file != null) {
            file.stream().close();
            file.keep();
        }
    }

    private static CommandException unwritable(String name, IOException failure) {
        return CommandException.data("expected to write " + name + ", found " + FileReason.of(failure));
    }
}
