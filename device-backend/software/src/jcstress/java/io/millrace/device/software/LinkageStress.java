package io.millrace.device.software;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.millrace.core.LinkConfiguration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Links that change while entries move. */
public final class LinkageStress {

    private LinkageStress() {}

    /** Port 0 takes two entries, of which it sets one aside, or a flow, while it is unlinked; then it looks again, and port 1 takes the rest. */
    private static void lookAgain(StressDomain two, III_Result r) {
        r.r2 = two.dequeue(0);
        while (two.dequeue(1) == 1) {
            r.r3++;
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "One was delivered, the other is with the port that is left.")
    @Outcome(id = "0, 0, 2", expect = ACCEPTABLE, desc = "Unlinked before.")
    @Outcome(expect = FORBIDDEN, desc = "Delivered after the link was gone, or lost.")
    @State
    public static class SetAsideAgainstUnlink {

        private final StressDomain two = StressDomain.unordered(2);

        public SetAsideAgainstUnlink() {
            two.enqueue();
            two.enqueue();
        }

        @Actor
        public void port(III_Result r) {
            r.r1 = two.dequeue(0);
        }

        @Actor
        public void other() {
            two.port(0).unlink(0);
        }

        @Arbiter
        public void rest(III_Result r) {
            lookAgain(two, r);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "The flow went on at the port that is left.")
    @Outcome(expect = FORBIDDEN, desc = "Delivered after the link was gone, or lost.")
    @State
    public static class TurnAgainstUnlink {

        private final StressDomain two = StressDomain.atomic(2);

        public TurnAgainstUnlink() {
            two.enqueue();
            two.enqueue();
            two.dequeue(0);
        }

        @Actor
        public void port(III_Result r) {
            two.release(0);
            r.r1 = 1;
        }

        @Actor
        public void other() {
            two.port(0).unlink(0);
        }

        @Arbiter
        public void rest(III_Result r) {
            lookAgain(two, r);
        }
    }

    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "The new port got the entry soon.")
    @Outcome(id = "false", expect = FORBIDDEN, desc = "The new port slept beside an entry.")
    @State
    public static class NewAgainstLinkOfAPortThatSleeps {

        private final StressDomain one = StressDomain.unordered(1);

        public NewAgainstLinkOfAPortThatSleeps() {
            one.port(1).unlink(0);
        }

        @Actor
        public void port(Z_Result r) {
            r.r1 = one.sleeps(1);
        }

        @Actor
        public void bringer() {
            one.enqueue();
            one.port(1).link(LinkConfiguration.to(0));
        }
    }
}
