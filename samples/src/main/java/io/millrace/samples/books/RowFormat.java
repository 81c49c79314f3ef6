package io.millrace.samples.books;

import java.nio.charset.StandardCharsets;

/** Writes the best levels as rows: each worker has one of its own. */
final class RowFormat {
    private final StringBuilder text = new StringBuilder();

    /** Returns a row with its end. */
    byte[] row(Depth depth) {
        text.setLength(0);
        text.append(depth.symbol());
        for (int column = 0; column < depth.length(); column++) {
            text.append(',').append(depth.column(column));
        }
        return text.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
