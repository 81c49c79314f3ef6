package io.millrace.device.software;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Rings that are made when they are first needed. */
public final class PriorityRingsStress {

    private PriorityRingsStress() {}

    /** Whoever has appended finds something, its own number or that of the other. */
    @JCStressTest
    @Outcome(
            id = {"1, 2", "2, 1"},
            expect = ACCEPTABLE,
            desc = "Each found a number.")
    @Outcome(expect = FORBIDDEN, desc = "A number was appended to a ring that nobody looks at yet, or was lost.")
    @State
    public static class FirstAppendAgainstFirstAppend {

        private final PriorityRings rings = new PriorityRings(2);

        @Actor
        public void one(II_Result r) {
            rings.append(4, 1);
            r.r1 = rings.claim(false);
        }

        @Actor
        public void other(II_Result r) {
            rings.append(4, 2);
            r.r2 = rings.claim(false);
        }
    }
}
