package io.millrace.samples.books;

import io.millrace.samples.CommandException;
import io.millrace.samples.output.ProgressBar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Feeds, and runs of them within the test. */
final class Feeds {
    private Feeds() {}

    /**
     * What came of a run.
     *
     * @param rows what it wrote
     * @param letters the bad lines
     * @param sentence why it ended early, or an empty text
     */
    record Result(String rows, String letters, String sentence) {}

    /** Returns a feed that is made up. */
    static String madeUp(int events, int symbols, long seed) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new FeedMaker(events, symbols, seed).write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** Runs with so many workers, or in one thread with 0; bad lines are skipped if there is a file for them. */
    static Result run(String feed, int workers, int levels, @Nullable Path letters) throws IOException {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        String sentence = "";
        BooksRequest request = new BooksRequest(null, null, letters, true, levels, workers);
        try {
            between(request, new ByteArrayInputStream(feed.getBytes(StandardCharsets.ISO_8859_1)), rows)
                    .run();
        } catch (CommandException failure) {
            sentence = String.valueOf(failure.getMessage());
        }
        return new Result(
                rows.toString(StandardCharsets.ISO_8859_1),
                letters == null || Files.notExists(letters)
                        ? ""
                        : Files.readString(letters, StandardCharsets.ISO_8859_1),
                sentence);
    }

    static BooksRun between(BooksRequest request, InputStream input, OutputStream output) {
        ProgressBar silent = new ProgressBar(new PrintWriter(Writer.nullWriter()), false, 0, "lines");
        return new BooksRun(request, silent, input, output);
    }
}
