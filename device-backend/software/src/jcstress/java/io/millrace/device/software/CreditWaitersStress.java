package io.millrace.device.software;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.millrace.core.domain.CreditPool;
import io.millrace.core.domain.CreditWaiters;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A thread that waits for a credit (I6). That a wake-up was lost cannot be seen here: waiters look for themselves within 10 ms. What can be seen is that nobody
 * stays behind and that nobody stays counted.
 */
public final class CreditWaitersStress {

    private CreditWaitersStress() {}

    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The waiter went on, and is counted no more.")
    @Outcome(expect = FORBIDDEN, desc = "The waiter missed the credit, or is still counted.")
    @State
    public static class AwaitAgainstGive {

        private final CreditPool pool = new CreditPool(1, 1);
        private final CreditWaiters waiters = new CreditWaiters(pool, 1);

        public AwaitAgainstGive() {
            pool.take(0);
        }

        @Actor
        public void waiter(ZZ_Result r) {
            try {
                r.r1 = waiters.await(StressDomain.LONG_NANOS);
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts", e);
            }
        }

        @Actor
        public void giver() {
            pool.give(0, 0);
            waiters.given(false);
        }

        @Arbiter
        public void counted(ZZ_Result r) {
            r.r2 = waiters.isEmpty();
        }
    }
}
