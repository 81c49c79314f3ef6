package io.millrace.samples.books;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/**
 * Lines that were left out, with what was expected of each, in the order of the feed: {@code FEED:NUMBER: SENTENCE}, a tab, and
 * the line. They come from all workers, in any order, and wait here until none before them can come any more.
 */
final class DeadLetters {
    private final String feed;
    private final OutputStream output;
    private final TreeMap<Long, String> waiting = new TreeMap<>();
    private long count;

    DeadLetters(String feed, OutputStream output) {
        this.feed = feed;
        this.output = output;
    }

    /** Takes a line or an event, as a stage of a pipeline hands it over. Called by any thread. */
    void add(Object item, Exception failure) {
        if (!(failure instanceof BadLineException)) {
            throw new IllegalStateException("a stage failed at a line that is not bad", failure);
        }
        FeedLine line = item instanceof FeedEvent event ? event.line() : (FeedLine) item;
        String letter = feed + ":" + line.number() + ": " + failure.getMessage() + "\t" + line + "\n";
        synchronized (this) {
            waiting.put(line.number(), letter);
            count++;
        }
    }

    /** Writes those up to a line, behind which no other can come. */
    synchronized void writeUpTo(long number) throws IOException {
        while (!waiting.isEmpty() && waiting.firstKey() <= number) {
            output.write(waiting.pollFirstEntry().getValue().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** Returns how many there were. */
    synchronized long count() {
        return count;
    }
}
