package io.millrace.executor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The stack of ids, from which each series has one (I40). */
public final class FlowIdsStress {

    private FlowIdsStress() {}

    /** The head goes away and comes back while a taker has its next one in hand. The third figure is a set of bits. */
    @JCStressTest
    @Outcome(
            id = {"0, 2, 2", "0, 1, 4", "1, 2, 1", "2, 1, 1"},
            expect = ACCEPTABLE,
            desc = "Each id is in one place.")
    @Outcome(expect = FORBIDDEN, desc = "An id is in two places, or lost.")
    @State
    public static class TakeAgainstTakeTakeGive {

        private final FlowIds ids = new FlowIds(3);

        @Actor
        public void one(III_Result r) {
            r.r1 = ids.take();
        }

        @Actor
        public void other(III_Result r) {
            int first = ids.take();
            r.r2 = ids.take();
            ids.give(first);
        }

        @Arbiter
        public void free(III_Result r) {
            for (int id = ids.take(); id != FlowIds.NONE && r.r3 < 8; id = ids.take()) {
                r.r3 += 1 << id;
            }
        }
    }
}
