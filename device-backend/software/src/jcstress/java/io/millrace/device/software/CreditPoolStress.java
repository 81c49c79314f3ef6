package io.millrace.device.software;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.millrace.core.domain.CreditPool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Credits between takers, givers and those who move them (I1 to I3). */
public final class CreditPoolStress {

    /** The smallest pool in which givers collect: two blocks. */
    private static final int COLLECTING = 64;

    private CreditPoolStress() {}

    private static CreditPool exhausted(int limit) {
        CreditPool pool = new CreditPool(limit, 4);
        while (pool.take(0) >= 0) {
            // Until none is left.
        }
        return pool;
    }

    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The credit was taken.")
    @Outcome(id = "-1, 1", expect = ACCEPTABLE, desc = "The taker came first; the credit is free.")
    @Outcome(expect = FORBIDDEN, desc = "The credit was lost or doubled.")
    @State
    public static class TakeAgainstGiveOfTheOnlyCredit {

        private final CreditPool pool = exhausted(1);

        @Actor
        public void giver() {
            pool.give(1, 0);
        }

        @Actor
        public void taker(II_Result r) {
            r.r1 = pool.take(2);
        }

        @Arbiter
        public void rest(II_Result r) {
            r.r2 = pool.free();
        }
    }

    @JCStressTest
    @Outcome(id = "5, 0", expect = ACCEPTABLE, desc = "The taker found it in what the giver had collected.")
    @Outcome(id = "-1, 1", expect = ACCEPTABLE, desc = "The taker came first; the credit is free.")
    @Outcome(expect = FORBIDDEN, desc = "The credit was lost or doubled.")
    @State
    public static class TakeAgainstCollect {

        private final CreditPool pool = exhausted(COLLECTING);

        @Actor
        public void giver() {
            pool.give(1, 5);
        }

        @Actor
        public void taker(II_Result r) {
            r.r1 = pool.take(2);
        }

        @Arbiter
        public void rest(II_Result r) {
            r.r2 = pool.free();
        }
    }

    @JCStressTest
    @Outcome(id = "5", expect = ACCEPTABLE, desc = "The credit was free all the time, so it is found.")
    @Outcome(expect = FORBIDDEN, desc = "Refused while a credit was on its way.")
    @State
    public static class TakeAgainstMove {

        private final CreditPool pool = exhausted(COLLECTING);

        public TakeAgainstMove() {
            pool.give(1, 5);
        }

        @Actor
        public void mover() {
            pool.flush(1);
        }

        @Actor
        public void taker(I_Result r) {
            r.r1 = pool.take(2);
        }
    }

    /** Each of the two moves what it finds collected, perhaps what the other is about to take. */
    @JCStressTest
    @Outcome(
            id = {"5, 40", "40, 5"},
            expect = ACCEPTABLE,
            desc = "Two credits were free, so both get one.")
    @Outcome(expect = FORBIDDEN, desc = "Refused while a credit was free, or given twice.")
    @State
    public static class TakeAgainstTake {

        private final CreditPool pool = exhausted(COLLECTING);

        public TakeAgainstTake() {
            pool.give(0, 5);
            pool.give(1, 40);
        }

        @Actor
        public void one(II_Result r) {
            r.r1 = pool.take(2);
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = pool.take(3);
        }
    }

    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = ACCEPTABLE,
            desc = "Two credits were free, so both get one.")
    @Outcome(expect = FORBIDDEN, desc = "Refused while a credit was free, or given twice.")
    @State
    public static class TakeAgainstTakeFromOneBlock {

        private final CreditPool pool = new CreditPool(2, 4);

        @Actor
        public void one(II_Result r) {
            r.r1 = pool.take(2);
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = pool.take(3);
        }
    }

    @JCStressTest
    @Outcome(
            id = {"5, 40", "40, 5"},
            expect = ACCEPTABLE,
            desc = "Both credits are back.")
    @Outcome(expect = FORBIDDEN, desc = "A credit was lost or doubled.")
    @State
    public static class GiveAgainstGiveOfOtherBlock {

        private final CreditPool pool = exhausted(COLLECTING);

        @Actor
        public void one() {
            pool.give(1, 5);
        }

        @Actor
        public void other() {
            pool.give(1, 40);
        }

        @Arbiter
        public void rest(II_Result r) {
            r.r1 = pool.take(2);
            r.r2 = pool.take(2);
        }
    }

    /** Five blocks, so that the pool tells how many are in the ring; the first is not, and has one slot out. */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "All five blocks are in the ring, each once.")
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "A whole block is not in the ring.")
    @Outcome(expect = FORBIDDEN, desc = "A block is in the ring twice.")
    @State
    public static class WholeBlockGoesIntoTheRingOnce {

        private final CreditPool pool = new CreditPool(5 * 32, 3);

        public WholeBlockGoesIntoTheRingOnce() {
            // The first take is from block 0 where it stands in the ring; the rest of the blocks are taken in turn, so
            // that each leaves it.
            while (pool.take(0) >= 0) {
                // Until none is left.
            }
            for (int slot = 1; slot < 5 * 32; slot++) {
                pool.give(0, slot);
            }
            pool.flush(0);
        }

        @Actor
        public void giver() {
            pool.give(1, 0);
            pool.flush(1);
        }

        @Actor
        public void user() {
            int slot = pool.take(2);
            pool.give(2, slot);
            pool.flush(2);
        }

        @Arbiter
        public void ring(ZZ_Result r) {
            r.r1 = pool.hasPlenty(5 * 32);
            r.r2 = pool.hasPlenty(6 * 32);
        }
    }
}
