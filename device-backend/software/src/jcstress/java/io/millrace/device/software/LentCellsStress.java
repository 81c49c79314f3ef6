package io.millrace.device.software;

import static io.millrace.device.software.Cell.DONE;
import static io.millrace.device.software.Cell.HEAD;
import static io.millrace.device.software.Cell.PUBLISHED;
import static io.millrace.device.software.Cell.TAKEN;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.millrace.core.EntryHeader;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.J_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Chunks of cells that are made, taken out and used again (I16). DONE is 4, PUBLISHED is 2. */
public final class LentCellsStress {

    private static final int CHUNK = 32;
    private static final long MINE = Cell.withAddress(EntryHeader.of(1, 1));
    private static final long OTHER = Cell.withAddress(EntryHeader.of(2, 1));

    private LentCellsStress() {}

    /** Returns cells of which the first chunk is full of marks. */
    private static LentCells fullChunk() {
        LentCells cells = new LentCells(CHUNK, new ChunkPool(CHUNK));
        for (int place = 0; place < CHUNK; place++) {
            cells.getAndOr(place, DONE);
        }
        return cells;
    }

    @JCStressTest
    @Outcome(id = "2, 4", expect = ACCEPTABLE, desc = "Both marks are in one chunk.")
    @Outcome(expect = FORBIDDEN, desc = "Two threads made the chunk, and the mark of one is gone.")
    @State
    public static class InstallAgainstInstall {

        private final LentCells cells = new LentCells(CHUNK, new ChunkPool(CHUNK));

        @Actor
        public void one() {
            cells.getAndOr(0, PUBLISHED);
        }

        @Actor
        public void other() {
            cells.getAndOr(1, DONE);
        }

        @Arbiter
        public void marks(JJ_Result r) {
            r.r1 = cells.get(0);
            r.r2 = cells.get(1);
        }
    }

    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The new chunk is empty, whether it is a new one or the old.")
    @Outcome(expect = FORBIDDEN, desc = "Marks of an earlier use have come back.")
    @State
    public static class InstallAgainstPass {

        private final LentCells cells = fullChunk();

        @Actor
        public void mover() {
            cells.pass(CHUNK - 1);
        }

        @Actor
        public void appender(JJ_Result r) {
            r.r1 = cells.getAndOr(CHUNK, PUBLISHED);
            r.r2 = cells.getAndOr(2 * CHUNK - 1, PUBLISHED);
        }
    }

    @JCStressTest
    @Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "The spare chunk was given once.")
    @Outcome(expect = FORBIDDEN, desc = "Two places share a cell.")
    @State
    public static class InstallAgainstInstallOfOtherChunk {

        private final LentCells cells = fullChunk();

        public InstallAgainstInstallOfOtherChunk() {
            cells.pass(CHUNK - 1);
        }

        @Actor
        public void one(JJJ_Result r) {
            r.r1 = cells.getAndOr(CHUNK, PUBLISHED);
        }

        @Actor
        public void other(JJJ_Result r) {
            r.r2 = cells.getAndOr(2 * CHUNK, DONE);
        }

        @Arbiter
        public void shared(JJJ_Result r) {
            r.r3 = cells.get(CHUNK) & DONE | cells.get(2 * CHUNK) & PUBLISHED;
        }
    }

    @JCStressTest
    @Outcome(
            id = {"true, true", "false, false"},
            expect = ACCEPTABLE,
            desc = "HEAD came behind TAKEN, or instead of it.")
    @Outcome(id = "true, false", expect = FORBIDDEN, desc = "The entry was taken, and the head stands on it unknowing.")
    @Outcome(id = "false, true", expect = FORBIDDEN, desc = "The head goes on, and nobody has taken the entry.")
    @State
    public static class TakeAgainstHead {

        private final LentCells cells = new LentCells(CHUNK, new ChunkPool(CHUNK));

        public TakeAgainstHead() {
            cells.getAndOr(0, PUBLISHED | MINE);
        }

        @Actor
        public void taker(ZZ_Result r) {
            r.r1 = cells.takeOut(0, MINE) != 0;
        }

        @Actor
        public void mover(ZZ_Result r) {
            r.r2 = (cells.getAndOr(0, HEAD) & TAKEN) != 0;
        }
    }

    /** A flush looks at a cell of which the chunk goes to another flow meanwhile. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "The cell was not the flow's any more.")
    @Outcome(expect = FORBIDDEN, desc = "A flush of one flow has taken an entry of another.")
    @State
    public static class TakeAgainstUseByAnotherFlow {

        private final ChunkPool pool = new ChunkPool(CHUNK);
        private final LentCells cells = new LentCells(CHUNK, pool);
        private final LentCells others = new LentCells(CHUNK, pool);

        public TakeAgainstUseByAnotherFlow() {
            cells.getAndOr(CHUNK - 1, HEAD | PUBLISHED | MINE);
        }

        @Actor
        public void flusher(J_Result r) {
            r.r1 = cells.takeOut(CHUNK - 1, MINE);
        }

        @Actor
        public void holder() {
            cells.pass(CHUNK - 1);
            others.getAndOr(CHUNK - 1, PUBLISHED | OTHER);
        }
    }
}
