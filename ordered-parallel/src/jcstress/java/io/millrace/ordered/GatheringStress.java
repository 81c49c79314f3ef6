package io.millrace.ordered;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Items that arrive at the same time, and while it is opened (I115). */
public final class GatheringStress {

    private GatheringStress() {}

    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "The item went on once.")
    @Outcome(expect = FORBIDDEN, desc = "The item is lost, or went on twice.")
    @State
    public static class ArriveAgainstOpen {

        private final Gathering gathering = new Gathering(2);
        private final AtomicInteger gone = new AtomicInteger();

        @Actor
        public void worker() {
            gathering.arrive(0, gone::incrementAndGet);
        }

        @Actor
        public void stopping() {
            gathering.open();
        }

        @Arbiter
        public void count(I_Result r) {
            r.r1 = gone.get();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "Both went on, in order.")
    @Outcome(expect = FORBIDDEN, desc = "One is lost, or went on before its turn.")
    @State
    public static class ArriveAgainstNext {

        private final Gathering gathering = new Gathering(2);
        private final AtomicInteger turn = new AtomicInteger();
        private int first;
        private int second;

        @Actor
        public void one() {
            gathering.arrive(0, () -> first = turn.incrementAndGet());
        }

        @Actor
        public void other() {
            gathering.arrive(1, () -> second = turn.incrementAndGet());
        }

        @Arbiter
        public void order(II_Result r) {
            r.r1 = first;
            r.r2 = second;
        }
    }

    /** Two items that are more than a round early, and come when the head moves on. */
    @JCStressTest
    @Outcome(id = "1, 2, 3", expect = ACCEPTABLE, desc = "All went on, in order.")
    @Outcome(expect = FORBIDDEN, desc = "What was put aside is lost, or went on before its turn.")
    @State
    public static class EarlyAgainstHead {

        private final Gathering gathering = new Gathering(2, 1);
        private final AtomicInteger turn = new AtomicInteger();
        private int first;
        private int early;
        private int earlier;

        public EarlyAgainstHead() {
            gathering.arrive(2, () -> {});
        }

        @Actor
        public void head() {
            gathering.arrive(1, () -> first = turn.incrementAndGet());
        }

        @Actor
        public void oneRound() {
            gathering.arrive(3, () -> early = turn.incrementAndGet());
        }

        @Actor
        public void oneRoundToo() {
            gathering.arrive(4, () -> earlier = turn.incrementAndGet());
        }

        @Arbiter
        public void order(III_Result r) {
            r.r1 = first;
            r.r2 = early;
            r.r3 = earlier;
        }
    }
}
