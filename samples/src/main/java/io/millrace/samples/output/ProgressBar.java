package io.millrace.samples.output;

import java.io.PrintWriter;
import java.util.Locale;

/** One line on a terminal that says how far a run is. Called by one thread. */
public final class ProgressBar {
    private static final int WIDTH = 40;
    private static final int COUNT_PER_LOOK = 256;
    private static final long NANOS_PER_LINE = 100_000_000;
    private static final String CLEAR = "\r\033[K";

    private final PrintWriter terminal;
    private final boolean shown;
    private final long totalBytes;
    private final String unit;
    private long bytes;
    private long count;
    private long nextLook = COUNT_PER_LOOK;
    private long last = System.nanoTime();

    /**
     * Creates a bar; one that stays silent when there is no terminal.
     *
     * @param totalBytes the bytes to come; 0 if nobody knows, and then there is a count and no bar
     * @param unit what is counted
     */
    public ProgressBar(PrintWriter terminal, boolean shown, long totalBytes, String unit) {
        this.terminal = terminal;
        this.shown = shown;
        this.totalBytes = totalBytes;
        this.unit = unit;
    }

    /** Counts what is done. */
    public void advance(int doneBytes, int doneCount) {
        bytes += doneBytes;
        count += doneCount;
        if (shown && count >= nextLook) {
            nextLook = count + COUNT_PER_LOOK;
            if (System.nanoTime() - last > NANOS_PER_LINE) {
                last = System.nanoTime();
                terminal.print(String.format(Locale.ROOT, "%s%s%,d %s", CLEAR, bar(), count, unit));
                terminal.flush();
            }
        }
    }

    private String bar() {
        if (totalBytes == 0) {
            return "";
        }
        int done = (int) (WIDTH * Math.min(1, (double) bytes / totalBytes));
        return "[" + "#".repeat(done) + " ".repeat(WIDTH - done) + "] ";
    }

    /** Clears the line. */
    public void end() {
        if (shown) {
            terminal.print(CLEAR);
            terminal.flush();
        }
    }
}
