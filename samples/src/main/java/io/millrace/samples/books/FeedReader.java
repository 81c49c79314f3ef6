package io.millrace.samples.books;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a feed into lines. What was read is never copied but for the line at its end, and never written again, since lines that
 * are on their way refer to it. Called by one thread.
 */
final class FeedReader {
    private static final int BLOCK_BYTES = 1 << 16;

    private final InputStream input;
    private byte[] block = new byte[BLOCK_BYTES];
    private int start;
    private int end;
    private boolean ended;
    private long count;
    private long lastBytes;

    FeedReader(InputStream input) {
        this.input = input;
    }

    /** Returns the next line, without its end, or null if there is none. */
    @Nullable
    FeedLine next() throws IOException {
        int searched = start;
        while (true) {
            int newline = newline(searched);
            if (newline < end) {
                return line(newline, newline + 1);
            }
            if (ended) {
                return start == end ? null : line(end, end);
            }
            searched = end;
            // One more for a carriage return.
            if (end - start > FeedLine.LONGEST + 1) {
                return tooLong();
            }
            searched -= read();
        }
    }

    /** Returns how many bytes the last line had with its end. */
    long lastBytes() {
        return lastBytes;
    }

    private int newline(int from) {
        int place = from;
        while (place < end && block[place] != '\n') {
            place++;
        }
        return place;
    }

    private FeedLine line(int to, int next) {
        int length = to - start;
        boolean hasReturn = next > to && length > 0 && block[to - 1] == '\r';
        FeedLine line = new FeedLine(++count, block, start, hasReturn ? length - 1 : length);
        lastBytes = (long) next - start;
        start = next;
        return line;
    }

    /** The rest is read and forgotten. */
    private FeedLine tooLong() throws IOException {
        FeedLine line = new FeedLine(++count, block, start, end - start);
        long bytes = 0;
        int newline = end;
        while (newline == end && !ended) {
            bytes += end - start;
            start = end;
            read();
            newline = newline(start);
        }
        int next = Math.min(end, newline + 1);
        lastBytes = bytes + next - start;
        start = next;
        return line;
    }

    /** Reads on; a block that is full is left to its lines. Returns by how much what was there has moved to the front. */
    private int read() throws IOException {
        int moved = 0;
        if (end == block.length) {
            byte[] next = new byte[BLOCK_BYTES];
            System.arraycopy(block, start, next, 0, end - start);
            moved = start;
            block = next;
            end -= start;
            start = 0;
        }
        // A pipe gives what it has.
        int read = input.read(block, end, block.length - end);
        ended = read < 0;
        end += Math.max(0, read);
        return moved;
    }
}
