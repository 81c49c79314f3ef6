package io.millrace.device.software;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.millrace.core.domain.EntryStore;
import io.millrace.core.domain.SlotRing;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The ring of small numbers, with one or two cells, so that it is full and wraps round (I9, I10). */
public final class SlotRingStress {

    private SlotRingStress() {}

    /** Returns a ring whose next ticket goes into a cell that has been used. */
    private static SlotRing usedRing(int capacity) {
        SlotRing ring = new SlotRing(capacity);
        for (int lap = 0; lap <= capacity; lap++) {
            ring.append(0);
            ring.claim();
        }
        return ring;
    }

    @JCStressTest
    @Outcome(
            id = {"7, -1", "-1, 7"},
            expect = ACCEPTABLE,
            desc = "One of them has the number.")
    @Outcome(expect = FORBIDDEN, desc = "The number was lost, or given twice.")
    @State
    public static class ClaimAgainstClaim {

        private final SlotRing ring = usedRing(1);

        public ClaimAgainstClaim() {
            ring.append(7);
        }

        @Actor
        public void one(II_Result r) {
            r.r1 = ring.claim();
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = ring.claim();
        }
    }

    @JCStressTest
    @Outcome(id = "12, -1", expect = ACCEPTABLE, desc = "Both numbers went in one burst.")
    @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "The single claim came first and took the first number.")
    @Outcome(expect = FORBIDDEN, desc = "A number was lost, given twice, or passed over.")
    @State
    public static class BurstAgainstClaim {

        private final SlotRing ring = usedRing(2);

        public BurstAgainstClaim() {
            ring.append(1);
            ring.append(2);
        }

        @Actor
        public void burst(II_Result r) {
            int[] claimed = new int[2];
            int count = ring.claim(claimed, 2);
            r.r1 = count == 2 ? 10 * claimed[0] + claimed[1] : claimed[0];
        }

        @Actor
        public void single(II_Result r) {
            r.r2 = ring.claim();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 2", "2, 1"},
            expect = ACCEPTABLE,
            desc = "Both are there, in some order.")
    @Outcome(expect = FORBIDDEN, desc = "One has overwritten the other.")
    @State
    public static class AppendAgainstAppend {

        private final SlotRing ring = usedRing(2);

        @Actor
        public void one() {
            ring.append(1);
        }

        @Actor
        public void other() {
            ring.append(2);
        }

        @Arbiter
        public void rest(II_Result r) {
            r.r1 = ring.claim();
            r.r2 = ring.claim();
        }
    }

    @JCStressTest
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "Nothing was there yet.")
    @Outcome(id = "42", expect = ACCEPTABLE, desc = "The claimer sees what was written into the slot before.")
    @Outcome(expect = FORBIDDEN, desc = "The number was seen before what it stands for.")
    @State
    public static class AppendAgainstClaim {

        private final SlotRing ring = usedRing(1);
        private final EntryStore store = new EntryStore(1);

        @Actor
        public void appender() {
            store.seat(0, 42);
            ring.append(0);
        }

        @Actor
        public void claimer(I_Result r) {
            int slot = ring.claim();
            r.r1 = slot < 0 ? slot : (int) store.seat(slot);
        }
    }

    @JCStressTest
    @Outcome(id = "7, -1", expect = ACCEPTABLE, desc = "In its own cell, or in the one behind the mark.")
    @Outcome(expect = FORBIDDEN, desc = "The number was lost under the mark.")
    @State
    public static class AppendAgainstSkip {

        private final SlotRing ring = new SlotRing(1);

        @Actor
        public void appender() {
            ring.append(7);
        }

        @Actor
        public void claimer() {
            ring.skip(0);
        }

        @Arbiter
        public void rest(II_Result r) {
            r.r1 = ring.claim();
            r.r2 = ring.claim();
        }
    }

    /** The appender has its ticket; the ring holds as many numbers as it can. */
    @JCStressTest
    @Outcome(id = "7, 8, -1", expect = ACCEPTABLE, desc = "The late appender came in time.")
    @Outcome(id = "8, 7, -1", expect = ACCEPTABLE_INTERESTING, desc = "It was skipped and sent to the end.")
    @Outcome(expect = FORBIDDEN, desc = "A number was lost.")
    @State
    public static class LateAppenderAgainstClaimOfAFullRing {

        private final SlotRing ring = new SlotRing(2);
        private final long ticket = ring.ticket();

        public LateAppenderAgainstClaimOfAFullRing() {
            ring.append(8);
        }

        @Actor
        public void appender() {
            if (!ring.publish(ticket, 7)) {
                ring.append(7);
            }
        }

        @Actor
        public void claimer(III_Result r) {
            r.r1 = ring.claim();
        }

        @Arbiter
        public void rest(III_Result r) {
            r.r2 = ring.claim();
            r.r3 = ring.claim();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 2, 3", "1, 3, 2", "3, 1, 2"},
            expect = ACCEPTABLE,
            desc = "1 comes before 2.")
    @Outcome(expect = FORBIDDEN, desc = "What one thread appended has changed its order, or is lost.")
    @State
    public static class OrderOfOneAppenderAgainstSkip {

        private final SlotRing ring = new SlotRing(3);

        @Actor
        public void appender() {
            ring.append(1);
            ring.append(2);
        }

        @Actor
        public void claimer() {
            ring.skip(0);
            ring.append(3);
        }

        @Arbiter
        public void rest(III_Result r) {
            r.r1 = ring.claim();
            r.r2 = ring.claim();
            r.r3 = ring.claim();
        }
    }
}
