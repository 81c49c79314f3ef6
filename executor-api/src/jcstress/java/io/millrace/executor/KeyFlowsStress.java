package io.millrace.executor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** Keys that come and go, and the flows they have (I37, I59). */
public final class KeyFlowsStress {

    private static final HashedKey KEY = new HashedKey("key");
    private static final HashedKey OTHER = new HashedKey("other");

    private KeyFlowsStress() {}

    @JCStressTest
    @Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "The key has one flow, and none when all have left it.")
    @Outcome(id = "false, 0", expect = FORBIDDEN, desc = "The key has a flow that its next task does not find.")
    @Outcome(expect = FORBIDDEN, desc = "A flow stays behind.")
    @State
    public static class EnterAgainstLeave {

        private final KeyFlows flows = new KeyFlows(2, () -> {});
        private final KeyFlow before = flows.enter(KEY);
        private KeyFlow entered;

        @Actor
        public void worker() {
            before.leave();
        }

        @Actor
        public void submitter() {
            entered = flows.enter(KEY);
        }

        @Arbiter
        public void flow(ZI_Result r) {
            KeyFlow now = flows.enter(KEY);
            r.r1 = now == entered;
            now.leave();
            entered.leave();
            r.r2 = flows.size();
        }
    }

    @JCStressTest
    @Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "Both have the same flow, and none is left behind.")
    @Outcome(expect = FORBIDDEN, desc = "A key has two flows, or keeps one.")
    @State
    public static class EnterAgainstEnter {

        private final KeyFlows flows = new KeyFlows(2, () -> {});
        private KeyFlow first;
        private KeyFlow second;

        @Actor
        public void one() {
            first = flows.enter(KEY);
        }

        @Actor
        public void other() {
            second = flows.enter(KEY);
        }

        @Arbiter
        public void flow(ZI_Result r) {
            r.r1 = first == second;
            first.leave();
            second.leave();
            r.r2 = flows.size();
        }
    }

    /** There is one id, and another key wants it. */
    @JCStressTest
    @Outcome(id = "-1, true", expect = ACCEPTABLE, desc = "The id was in use; it is free now, and that was told.")
    @Outcome(id = "-2, true", expect = FORBIDDEN, desc = "The id was in use, and nobody is told that it is free.")
    @Outcome(id = "0, false", expect = ACCEPTABLE, desc = "The other key has it.")
    @Outcome(expect = FORBIDDEN, desc = "Two keys have one flow, or the id is lost.")
    @State
    public static class LeaveAgainstEnterOfAnotherKey {

        private boolean told;
        private final KeyFlows flows = new KeyFlows(1, () -> told = true);
        private final KeyFlow before = flows.enter(KEY);

        @Actor
        public void worker() {
            before.leave();
        }

        @Actor
        public void submitter(IZ_Result r) {
            KeyFlow entered = flows.enter(OTHER);
            r.r1 = entered == null ? -1 : entered.id();
        }

        @Arbiter
        public void free(IZ_Result r) {
            r.r1 -= r.r1 == -1 && !told ? 1 : 0;
            r.r2 = flows.enter(KEY) != null;
        }
    }

    /** The stack of ids, whose head goes away and comes back while a taker has its next one in hand. The third is a set of bits. */
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
