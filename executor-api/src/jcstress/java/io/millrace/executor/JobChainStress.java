package io.millrace.executor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The chain of vectors, at whose ends submitters and the owner of the backlog work (I38, I43). */
public final class JobChainStress {

    private static final OrderedJob JOB = new FailedJob(null, null);

    private JobChainStress() {}

    /** As {@link SeriesFlow} does it, without its counts. */
    private static void append(JobChain chain, int limit) {
        while (!chain.tryAdd(JOB) && !chain.tryExtend(JOB, limit)) {
            // Another thread was faster: once more.
        }
    }

    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both jobs wait in the chain.")
    @Outcome(expect = FORBIDDEN, desc = "A job was lost with a vector that is not in the chain.")
    @State
    public static class ExtendAgainstExtend {

        private final JobChain chain = new JobChain(null);

        @Actor
        public void one() {
            append(chain, 1);
        }

        @Actor
        public void other() {
            append(chain, 1);
        }

        @Arbiter
        public void waiting(I_Result r) {
            r.r1 = chain.waiting();
        }
    }

    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "The new job waits behind the vector that was accepted.")
    @Outcome(expect = FORBIDDEN, desc = "The job was lost.")
    @State
    public static class ExtendAgainstAccept {

        private final JobChain chain = new JobChain(null);

        public ExtendAgainstAccept() {
            append(chain, 1);
        }

        @Actor
        public void submitter() {
            append(chain, 1);
        }

        @Actor
        public void owner() {
            chain.accepted(chain.firstWaiting());
        }

        @Arbiter
        public void waiting(I_Result r) {
            r.r1 = chain.waiting();
        }
    }

    /** The device accepts a vector and a worker begins it while a submitter adds to it. */
    @JCStressTest
    @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "The job travels with the first.")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The job waits in a vector of its own.")
    @Outcome(expect = FORBIDDEN, desc = "The job was lost, or is in both.")
    @State
    public static class AddAgainstAcceptAndSeal {

        private final JobChain chain = new JobChain(null);

        public AddAgainstAcceptAndSeal() {
            append(chain, 2);
        }

        @Actor
        public void submitter() {
            append(chain, 2);
        }

        @Actor
        public void owner(II_Result r) {
            JobVector first = chain.firstWaiting();
            chain.accepted(first);
            r.r1 = first.seal();
        }

        @Arbiter
        public void waiting(II_Result r) {
            r.r2 = chain.waiting();
        }
    }
}
