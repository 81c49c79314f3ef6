package io.millrace.samples.books;

import io.millrace.samples.output.Writing;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The same parts on the thread that reads, without an executor. */
final class OneThreadLines implements LinePipeline {
    private final Function<FeedEvent, Depth> books;
    private final @Nullable DeadLetters letters;
    private final Writing<byte[]> rows;
    private final FeedParser parser = new FeedParser();
    private final RowFormat format = new RowFormat();

    /** Makes it; without a place for bad lines the first one ends the run. */
    OneThreadLines(Function<FeedEvent, Depth> books, @Nullable DeadLetters letters, Writing<byte[]> rows) {
        this.books = books;
        this.letters = letters;
        this.rows = rows;
    }

    @Override
    public void submit(FeedLine line) throws IOException {
        Depth depth;
        try {
            depth = books.apply(parser.parse(line));
        } catch (BadLineException bad) {
            if (letters == null) {
                throw bad;
            }
            letters.add(line, bad);
            return;
        }
        rows.accept(format.row(depth));
    }

    @Override
    public int window() {
        return 0;
    }

    @Override
    public void close() {
        // Nothing is ever left on its way.
    }
}
