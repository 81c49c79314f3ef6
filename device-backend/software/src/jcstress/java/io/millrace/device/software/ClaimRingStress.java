package io.millrace.device.software;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.millrace.core.domain.ClaimRing;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** What a port has set aside, between the port and those that take it back (I11). */
public final class ClaimRingStress {

    private ClaimRingStress() {}

    private static int take(ClaimRing ring) {
        long token = ring.peek();
        int slot = ring.slot(token);
        return slot >= 0 && ring.take(token) ? slot : -1;
    }

    @JCStressTest
    @Outcome(id = "7, -1", expect = ACCEPTABLE, desc = "The owner has it.")
    @Outcome(id = "-1, 7", expect = ACCEPTABLE, desc = "It was taken back.")
    @Outcome(expect = FORBIDDEN, desc = "Nobody has it, or both.")
    @State
    public static class TakeAgainstTakeBack {

        private final ClaimRing ring = new ClaimRing(1);

        public TakeAgainstTakeBack() {
            ring.fill(new int[] {7}, 0, 1);
        }

        @Actor
        public void owner(II_Result r) {
            r.r1 = take(ring);
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = take(ring);
        }
    }

    /** The owner fills the ring again while the other may still look at what was there. */
    @JCStressTest
    @Outcome(id = "7, -1, 8", expect = ACCEPTABLE, desc = "Nothing was taken back.")
    @Outcome(id = "7, 8, -1", expect = ACCEPTABLE, desc = "The new one was taken back.")
    @Outcome(id = "-1, 7, 8", expect = ACCEPTABLE, desc = "The old one was taken back.")
    @Outcome(expect = FORBIDDEN, desc = "One was lost, or taken twice.")
    @State
    public static class RefillAgainstTakeBack {

        private final ClaimRing ring = new ClaimRing(1);

        public RefillAgainstTakeBack() {
            ring.fill(new int[] {7}, 0, 1);
        }

        @Actor
        public void owner(III_Result r) {
            r.r1 = take(ring);
            ring.fill(new int[] {8}, 0, 1);
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = take(ring);
        }

        @Arbiter
        public void rest(III_Result r) {
            r.r3 = take(ring);
        }
    }
}
