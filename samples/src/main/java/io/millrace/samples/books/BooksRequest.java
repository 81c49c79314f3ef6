package io.millrace.samples.books;

import io.millrace.samples.CommandException;
import io.millrace.samples.FileCheck;
import io.millrace.samples.OptionRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to do, checked as far as that goes without reading.
 *
 * @param feed the file to read, or null for standard input
 * @param output the file to write, or null for standard output
 * @param letters where bad lines go, or null if the first one is to end the run
 * @param force replaces files that are there
 * @param levels how many levels of a book a row has
 * @param workers threads of the parallel part, or 0 for none: all is done by the thread that reads
 */
record BooksRequest(
        @Nullable Path feed,
        @Nullable Path output,
        @Nullable Path letters,
        boolean force,
        int levels,
        int workers) {
    /** How many levels a row has unless it is told. */
    static final int LEVELS = 10;

    /** The most threads that may be asked for. */
    static final int WORKER_LIMIT = 1024;

    private static final int LEVEL_LIMIT = 1000;

    String feedName() {
        return feed == null ? "standard input" : feed.toString();
    }

    String outputName() {
        return output == null ? "standard output" : output.toString();
    }

    /** Returns the bytes to come, or 0 if nobody knows. */
    long feedBytes() throws IOException {
        return feed == null ? 0 : Files.size(feed);
    }

    /** Refuses what no run could do anything with. */
    void check() throws CommandException {
        OptionRange.require("--levels", levels, 1, LEVEL_LIMIT);
        if (feed != null) {
            checkFeed(feed);
        }
        for (Path written : new Path[] {output, letters}) {
            if (written != null) {
                checkWritten(written);
            }
        }
        if (output != null && letters != null) {
            FileCheck.requireDifferent(output, letters, "OUT and the file of bad lines");
        }
    }

    private static void checkFeed(Path file) throws CommandException {
        if (!Files.exists(file)) {
            throw CommandException.usage("expected a feed to read, found no file " + file);
        }
        if (Files.isDirectory(file)) {
            throw CommandException.usage("expected a feed to read, found the folder " + file);
        }
    }

    private void checkWritten(Path file) throws CommandException {
        if (feed != null) {
            FileCheck.requireDifferent(feed, file, "FEED and what is written");
        }
        requireWritable(file, force);
    }

    /** Refuses a file that could not be written, or that is there and not to be replaced. */
    static void requireWritable(Path file, boolean force) throws CommandException {
        FileCheck.requireFile(file, "expected a file to write");
        FileCheck.requireFolder(file);
        if (!force && Files.exists(file)) {
            throw CommandException.usage("expected no file " + file + " yet, found one; --force replaces it");
        }
    }
}
