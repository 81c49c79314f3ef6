package io.millrace.device.software;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.millrace.core.domain.EntryStore;
import io.millrace.core.domain.SlotRing;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Entries that are finished at the same time, and the window they leave (I12 to I16). */
public final class OrderedFlowStress {

    private static final long LAST_OF_CHUNK = 31;

    private static final int CREDITS = 16;

    /** So many entries at a time make a flow a long one. */
    private static final int LONG = 9;

    private OrderedFlowStress() {}

    /** A flow whose entries go to a ring, as they do in a domain. */
    private static final class Line {

        final EntryStore store = new EntryStore(CREDITS);
        final OrderedFlow flow;
        final SlotRing next = new SlotRing(CREDITS);

        Line(int window, long firstPlace) {
            flow = new OrderedFlow(CREDITS, window, firstPlace, new ChunkPool(CREDITS));
        }

        boolean tryAppend(int slot) {
            return flow.tryAppend(store, slot);
        }

        /** Sends so many entries through, all of them appended before the first is finished. */
        Line after(int count) {
            for (int i = 0; i < count; i++) {
                tryAppend(i);
            }
            for (int i = 0; i < count; i++) {
                finish(i);
                next.claim();
            }
            return this;
        }

        /** Tells which two have left, in which order. */
        void left(II_Result r) {
            r.r1 = next.claim();
            r.r2 = next.claim();
        }

        void finish(int slot) {
            flow.forward(store.seat(slot), slot, 0, 0, cell -> next.append(Cell.slot(cell)));
        }
    }

    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Both have left, in order.")
    @Outcome(
            id = {"-1, -1", "0, -1"},
            expect = FORBIDDEN,
            desc = "Nobody let a finished entry leave.")
    @Outcome(expect = FORBIDDEN, desc = "Out of order, or twice.")
    @State
    public static class FinishAgainstFinish {

        private final Line line = new Line(2, 0);

        public FinishAgainstFinish() {
            line.tryAppend(0);
            line.tryAppend(1);
        }

        @Actor
        public void first() {
            line.finish(0);
        }

        @Actor
        public void second() {
            line.finish(1);
        }

        @Arbiter
        public void left(II_Result r) {
            line.left(r);
        }
    }

    /** The entry that comes while the one before it drains: lost by padata in 2019. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Both have left, in order.")
    @Outcome(
            id = {"-1, -1", "0, -1"},
            expect = FORBIDDEN,
            desc = "Nobody let a finished entry leave.")
    @Outcome(expect = FORBIDDEN, desc = "Out of order, or twice.")
    @State
    public static class InsertAgainstDrain {

        private final Line line = new Line(2, 0);

        public InsertAgainstDrain() {
            line.tryAppend(0);
        }

        @Actor
        public void drainer() {
            line.finish(0);
        }

        @Actor
        public void inserter() {
            line.tryAppend(1);
            line.finish(1);
        }

        @Arbiter
        public void left(II_Result r) {
            line.left(r);
        }
    }

    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Both have left, in order.")
    @Outcome(expect = FORBIDDEN, desc = "A mark was lost between two chunks.")
    @State
    public static class FinishAgainstFinishAcrossChunks {

        private final Line line = new Line(LONG, LAST_OF_CHUNK - LONG).after(LONG);

        public FinishAgainstFinishAcrossChunks() {
            line.tryAppend(0);
            line.tryAppend(1);
        }

        @Actor
        public void first() {
            line.finish(0);
        }

        @Actor
        public void second() {
            line.finish(1);
        }

        @Arbiter
        public void left(II_Result r) {
            line.left(r);
        }
    }

    /** The first entry has the last own cell of the flow, the second a lent one. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Both have left, in order.")
    @Outcome(expect = FORBIDDEN, desc = "A mark was lost between two kinds of cells.")
    @State
    public static class FinishAgainstFinishAcrossKindsOfCells {

        private final Line line = new Line(LONG, 0);

        public FinishAgainstFinishAcrossKindsOfCells() {
            for (int slot : new int[] {2, 3, 4, 0, 1}) {
                line.tryAppend(slot);
            }
            for (int slot = 2; slot < 5; slot++) {
                line.finish(slot);
                line.next.claim();
            }
        }

        @Actor
        public void first() {
            line.finish(0);
        }

        @Actor
        public void second() {
            line.finish(1);
        }

        @Arbiter
        public void left(II_Result r) {
            line.left(r);
        }
    }

    /** The drain comes to where the own cells of the flow are given out while the next entry takes its place. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Both have left, in order.")
    @Outcome(expect = FORBIDDEN, desc = "An entry was lost, is out of order, or came twice.")
    @State
    public static class InsertAgainstDrainThatGivesOwnCells {

        private final Line line = new Line(2, 0).after(1);

        public InsertAgainstDrainThatGivesOwnCells() {
            line.tryAppend(0);
        }

        @Actor
        public void drainer() {
            line.finish(0);
        }

        @Actor
        public void inserter() {
            line.tryAppend(1);
            line.finish(1);
        }

        @Arbiter
        public void left(II_Result r) {
            line.left(r);
        }
    }

    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "The window of one was given once.")
    @Outcome(id = "true, true", expect = FORBIDDEN, desc = "More than a window was accepted.")
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "Refused although there was room.")
    @State
    public static class AppendAgainstAppendInAWindowOfOne {

        private final Line line = new Line(1, 0);

        @Actor
        public void one(ZZ_Result r) {
            r.r1 = line.tryAppend(0);
        }

        @Actor
        public void other(ZZ_Result r) {
            r.r2 = line.tryAppend(1);
        }
    }

    @JCStressTest
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "The oldest had not left.")
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "The room it left was given once.")
    @Outcome(expect = FORBIDDEN, desc = "More than a window was accepted.")
    @State
    public static class AppendAgainstLeaveInAWindowOfOne {

        private final Line line = new Line(1, 0);

        public AppendAgainstLeaveInAWindowOfOne() {
            line.tryAppend(0);
        }

        @Actor
        public void finisher() {
            line.finish(0);
        }

        @Actor
        public void appender(ZZ_Result r) {
            r.r1 = line.tryAppend(1);
            r.r2 = line.tryAppend(1);
        }
    }

    @JCStressTest
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "Neither was seen.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The entry left after it was looked for.")
    @Outcome(
            id = "true, true",
            expect = ACCEPTABLE,
            desc = "Who knows that the entry has been finished finds its room.")
    @Outcome(id = "true, false", expect = FORBIDDEN, desc = "Refused for a window that is known to be empty.")
    @State
    public static class RoomIsSeenAfterLeaving {

        private final Line line = new Line(1, 0);

        private volatile boolean finished;

        public RoomIsSeenAfterLeaving() {
            line.tryAppend(0);
        }

        @Actor
        public void finisher() {
            line.finish(0);
            finished = true;
        }

        @Actor
        public void appender(ZZ_Result r) {
            r.r1 = finished;
            r.r2 = line.tryAppend(1);
        }
    }
}
