package io.millrace.samples.filter;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;

/** The executor of a command, of which a bounded number of pieces are on their way. */
public final class PieceWorkers {
    /** Pieces on their way at once: one is worked on, and while one is slow or the output is, the others have some to go on with. */
    private static final int PIECES_PER_WORKER = 4;

    private PieceWorkers() {}

    /** Returns how many pieces can be on their way at once. */
    public static int pieces(int workers) {
        return PIECES_PER_WORKER * workers;
    }

    /** Returns an executor for one pipeline. */
    public static MillraceExecutor executor(String name, int workers) {
        return MillraceExecutors.builder()
                .name(name)
                .workers(workers)
                .credits(2 * pieces(workers))
                .reorderWindow(pieces(workers))
                .seriesLimit(1)
                .build();
    }
}
