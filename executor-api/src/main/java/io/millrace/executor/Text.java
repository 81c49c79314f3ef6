package io.millrace.executor;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is told to people of things that others have made, and of times: one line, never too long, and it never fails. */
final class Text {

    private static final int LONGEST = 160;

    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000 * MICROSECOND;
    private static final long SECOND = 1_000 * MILLISECOND;

    private Text() {}

    /** Returns what something says of itself. */
    static String of(@Nullable Object thing) {
        String text;
        try {
            text = String.valueOf(thing);
        } catch (Throwable failure) {
            text = (thing == null ? "null" : thing.getClass().getName()) + " (its toString has thrown "
                    + failure.getClass().getName() + ")";
        }
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    /** Returns a time in the largest unit of which it is at least one. */
    static String time(long nanos) {
        if (nanos >= SECOND) {
            return String.format(Locale.ROOT, "%.1f s", (double) nanos / SECOND);
        }
        if (nanos >= MILLISECOND) {
            return nanos / MILLISECOND + " ms";
        }
        return Math.max(0, nanos) / MICROSECOND + " us";
    }
}
