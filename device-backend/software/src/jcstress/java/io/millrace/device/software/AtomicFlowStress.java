package io.millrace.device.software;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IZZ_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Who has a flow (I17 to I20). True means: the caller has it now and must make it ready. */
public final class AtomicFlowStress {

    private static final int CREDITS = 4;
    private static final int CHUNK = 32;

    /** So many entries at a time make a flow a long one. */
    private static final int LONG = 9;

    /** Where such a flow looks whether it has become short, and gives its own cells again. */
    private static final int GIVEN_AGAIN = 20;

    private AtomicFlowStress() {}

    /** Returns a flow of which the caller holds {@code held} entries at once, and behind which {@code waiting} wait. */
    private static AtomicFlow heldFlow(int held, int waiting) {
        AtomicFlow flow = new AtomicFlow(CREDITS, 0, new ChunkPool(CREDITS));
        for (int slot = 0; slot < held + waiting; slot++) {
            flow.append(slot);
        }
        flow.hold(new int[held], held);
        return flow;
    }

    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "One of them found the flow idle.")
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "Nobody has the flow: it is stuck.")
    @Outcome(id = "true, true", expect = FORBIDDEN, desc = "Both have the flow.")
    @State
    public static class AppendAgainstAppend {

        private final AtomicFlow flow = new AtomicFlow(CREDITS, 0, new ChunkPool(CREDITS));

        @Actor
        public void one(ZZ_Result r) {
            r.r1 = flow.append(0);
        }

        @Actor
        public void other(ZZ_Result r) {
            r.r2 = flow.append(1);
        }
    }

    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The holder found the new entry and goes on.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The appender found the flow idle.")
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "Nobody has the flow: it is stuck.")
    @Outcome(id = "true, true", expect = FORBIDDEN, desc = "Both have the flow.")
    @State
    public static class AppendAgainstFinish {

        private final AtomicFlow flow = heldFlow(1, 0);

        @Actor
        public void holder(ZZ_Result r) {
            r.r1 = flow.finish();
        }

        @Actor
        public void appender(ZZ_Result r) {
            r.r2 = flow.append(1);
        }
    }

    /** The new entry is the first of a chunk that neither has made. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "One of them has the flow.")
    @Outcome(expect = FORBIDDEN, desc = "The mark of one was lost with its chunk.")
    @State
    public static class AppendAgainstFinishAcrossChunks {

        private final AtomicFlow flow = heldFlow(CHUNK, 0);

        public AppendAgainstFinishAcrossChunks() {
            for (int place = 0; place < CHUNK - 1; place++) {
                flow.finish();
            }
        }

        @Actor
        public void holder(ZZ_Result r) {
            r.r1 = flow.finish();
        }

        @Actor
        public void appender(ZZ_Result r) {
            r.r2 = flow.append(1);
        }
    }

    /** The flow comes to where its own cells are given out, which the tail is in the way of. */
    @JCStressTest
    @Outcome(id = "true, false, false", expect = ACCEPTABLE, desc = "The holder found the new entries and goes on.")
    @Outcome(
            id = {"false, true, false"},
            expect = ACCEPTABLE,
            desc = "The first new entry found the flow idle.")
    @Outcome(expect = FORBIDDEN, desc = "The flow is stuck, or two have it.")
    @State
    public static class AppendAgainstFinishThatGivesOwnCells {

        private final AtomicFlow flow = heldFlow(2, 0);

        public AppendAgainstFinishThatGivesOwnCells() {
            flow.finish();
        }

        @Actor
        public void holder(ZZZ_Result r) {
            r.r1 = flow.finish();
        }

        @Actor
        public void appender(ZZZ_Result r) {
            r.r2 = flow.append(2);
            r.r3 = flow.append(3);
        }
    }

    /** The same in a flow that was long and has become short, so it depends on the race what kind of cell the new entry gets. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "One of them has the flow.")
    @Outcome(expect = FORBIDDEN, desc = "The flow is stuck, or two have it.")
    @State
    public static class AppendAgainstFinishThatGivesOwnCellsAgain {

        private final AtomicFlow flow = heldFlow(LONG, 0);

        public AppendAgainstFinishThatGivesOwnCellsAgain() {
            for (int place = 0; place < LONG - 1; place++) {
                flow.finish();
            }
            for (int place = LONG; place < GIVEN_AGAIN; place++) {
                flow.finish();
                flow.append(0);
                flow.hold(new int[1], 1);
            }
        }

        @Actor
        public void holder(ZZ_Result r) {
            r.r1 = flow.finish();
        }

        @Actor
        public void appender(ZZ_Result r) {
            r.r2 = flow.append(1);
        }
    }

    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "Whoever came last passes the flow on.")
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "Nobody thought it was the last: the flow is stuck.")
    @Outcome(id = "true, true", expect = FORBIDDEN, desc = "The flow was passed on twice.")
    @State
    public static class FinishAgainstFinishOfOneDelivery {

        private final AtomicFlow flow = heldFlow(2, 1);

        @Actor
        public void one(ZZ_Result r) {
            r.r1 = flow.finish();
        }

        @Actor
        public void other(ZZ_Result r) {
            r.r2 = flow.finish();
        }
    }

    @JCStressTest
    @Outcome(id = "2, false, true", expect = ACCEPTABLE, desc = "Both were delivered.")
    @Outcome(id = "1, true, true", expect = ACCEPTABLE, desc = "The second was flushed.")
    @Outcome(expect = FORBIDDEN, desc = "The second entry was lost, or taken twice, or the flow is stuck.")
    @State
    public static class HoldAgainstFlush {

        private final AtomicFlow flow = new AtomicFlow(CREDITS, 0, new ChunkPool(CREDITS));

        public HoldAgainstFlush() {
            flow.append(0);
            flow.append(1);
        }

        @Actor
        public void holder(IZZ_Result r) {
            r.r1 = flow.hold(new int[2], 2);
        }

        @Actor
        public void flusher(IZZ_Result r) {
            r.r2 = flow.takeUnheld(slot -> {}, false) == 1;
        }

        @Arbiter
        public void idle(IZZ_Result r) {
            boolean passedOn = false;
            for (int held = r.r1; held > 0; held--) {
                passedOn |= flow.finish();
            }
            r.r3 = !passedOn && flow.append(2);
        }
    }

    @JCStressTest
    @Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "The holder goes on with the entry.")
    @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "The entry was flushed, and the flow is idle.")
    @Outcome(expect = FORBIDDEN, desc = "The entry was lost, or taken twice.")
    @State
    public static class FinishAgainstFlush {

        private final AtomicFlow flow = heldFlow(1, 1);

        @Actor
        public void holder(ZI_Result r) {
            r.r1 = flow.finish();
        }

        @Actor
        public void flusher(ZI_Result r) {
            r.r2 = flow.takeUnheld(slot -> {}, false);
        }
    }

    /** The flush looks for the cells of places while the holder passes them and gives them again. */
    @JCStressTest
    @Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "Each entry was delivered or flushed, and the flow is idle.")
    @Outcome(expect = FORBIDDEN, desc = "An entry was lost or taken twice, or the flow is stuck.")
    @State
    public static class FlushAgainstFinishThatGivesOwnCells {

        private final AtomicFlow flow = heldFlow(2, 1);
        private int delivered;
        private int flushed;

        public FlushAgainstFinishThatGivesOwnCells() {
            flow.finish();
        }

        @Actor
        public void holder() {
            boolean passedOn = flow.finish();
            passedOn |= flow.append(3);
            passedOn |= flow.append(0);
            if (passedOn) {
                delivered = flow.hold(new int[1], 1);
            }
        }

        @Actor
        public void flusher() {
            flushed = flow.takeUnheld(slot -> {}, false);
        }

        @Arbiter
        public void all(II_Result r) {
            flushed += flow.takeUnheld(slot -> {}, true);
            for (int held = delivered; held > 0; ) {
                held--;
                if (flow.finish() && held == 0) {
                    held = flow.hold(new int[1], 1);
                    delivered += held;
                }
            }
            r.r1 = delivered + flushed;
            r.r2 = flow.append(1) ? 0 : 1;
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "The entry behind the held one was flushed once.")
    @Outcome(expect = FORBIDDEN, desc = "The entry was lost, or flushed twice.")
    @State
    public static class FlushAgainstFlush {

        private final AtomicFlow flow = heldFlow(1, 1);

        @Actor
        public void one(II_Result r) {
            r.r1 = flow.takeUnheld(slot -> {}, false);
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = flow.takeUnheld(slot -> {}, false);
        }
    }
}
