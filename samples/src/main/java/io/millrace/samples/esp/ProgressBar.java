package io.millrace.samples.esp;

import java.io.PrintWriter;
import java.util.Locale;

/** One line on a terminal that says how far a run is. Called by one thread. */
final class ProgressBar {
    private static final int WIDTH = 40;
    private static final int PACKETS_PER_LOOK = 256;
    private static final long NANOS_PER_LINE = 100_000_000;
    private static final String CLEAR = "\r\033[K";

    private final PrintWriter terminal;
    private final boolean shown;
    private final long totalBytes;
    private long bytes;
    private long packets;
    private long last = System.nanoTime();

    /** Creates a bar for so many bytes of frames; one that stays silent when there is no terminal. */
    ProgressBar(PrintWriter terminal, boolean shown, long totalBytes) {
        this.terminal = terminal;
        this.shown = shown;
        this.totalBytes = Math.max(1, totalBytes);
    }

    void advance(int frameBytes) {
        bytes += frameBytes;
        if (shown && ++packets % PACKETS_PER_LOOK == 0 && System.nanoTime() - last > NANOS_PER_LINE) {
            last = System.nanoTime();
            int done = (int) Math.min(WIDTH, bytes * WIDTH / totalBytes);
            terminal.print(String.format(
                    Locale.ROOT, "%s[%s%s] %,d packets", CLEAR, "#".repeat(done), " ".repeat(WIDTH - done), packets));
            terminal.flush();
        }
    }

    void end() {
        if (shown) {
            terminal.print(CLEAR);
            terminal.flush();
        }
    }
}
