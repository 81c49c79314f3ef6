package io.millrace.samples.books;

import java.io.IOException;

/** Takes lines from one thread and brings their rows in the same order. */
interface LinePipeline extends AutoCloseable {

    /** Hands over a line; waits while too many are on their way. */
    void submit(FeedLine line) throws IOException;

    /** Returns how many lines behind one that was handed over are on their way at most; all before those have ended. */
    int window();

    /** Waits until all lines have ended; throws the first failure. */
    @Override
    void close() throws IOException;
}
