package io.millrace.samples.books;

/** Says of a line what was expected and what was found. It has no stack, since a feed may have many such lines. */
final class BadLineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** As much of a line as a sentence shows. */
    private static final int SHOWN = 40;

    private final long number;

    BadLineException(FeedLine line, String expected, String found) {
        this(line.number(), "expected " + expected + ", found " + found);
    }

    private BadLineException(long number, String sentence) {
        super(sentence, null, false, false);
        this.number = number;
    }

    /** Returns the same once more, for another place to throw: no exception can be suppressed by itself. */
    BadLineException again() {
        return new BadLineException(number, String.valueOf(getMessage()));
    }

    /** Returns the number of the line. */
    long number() {
        return number;
    }

    /** Returns a piece of a line so that it can stand in a sentence. */
    static String shown(String piece) {
        if (piece.isEmpty()) {
            return "nothing";
        }
        String start = piece.length() > SHOWN ? piece.substring(0, SHOWN) + "..." : piece;
        return start.replaceAll("[^ -~]", "?");
    }
}
