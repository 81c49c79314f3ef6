package io.millrace.executor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A vector that takes jobs while it is sealed (I43, I44). */
public final class JobVectorStress {

    private static final OrderedJob JOB = new FailedJob(null, null);

    private JobVectorStress() {}

    private static JobVector vector(int limit) {
        return JobVector.before(null).successor(JOB, limit);
    }

    @JCStressTest
    @Outcome(id = "true, 2", expect = ACCEPTABLE, desc = "The job is in the vector, and the worker knows.")
    @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "Sealed before; the job belongs to the next vector.")
    @Outcome(id = "true, 1", expect = FORBIDDEN, desc = "The job is behind the seal: nobody will run it.")
    @Outcome(expect = FORBIDDEN, desc = "The worker counts a job that was told to go elsewhere.")
    @State
    public static class AddAgainstSeal {

        private final JobVector vector = vector(2);

        @Actor
        public void submitter(ZI_Result r) {
            r.r1 = vector.tryAdd(JOB);
        }

        @Actor
        public void worker(ZI_Result r) {
            r.r2 = vector.seal();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "The last cell was given once.")
    @Outcome(expect = FORBIDDEN, desc = "One job has overwritten the other, or the vector has lost a cell.")
    @State
    public static class AddAgainstAdd {

        private final JobVector vector = vector(2);

        @Actor
        public void one(ZZ_Result r) {
            r.r1 = vector.tryAdd(JOB);
        }

        @Actor
        public void other(ZZ_Result r) {
            r.r2 = vector.tryAdd(JOB);
        }
    }

    /** The cell that a submitter looks at has had a job, which has ended. */
    @JCStressTest
    @Outcome(id = "true, 3", expect = ACCEPTABLE, desc = "The job came before the seal.")
    @Outcome(id = "false, 2", expect = ACCEPTABLE, desc = "The job came after it.")
    @Outcome(expect = FORBIDDEN, desc = "The job took the cell of one that had ended: nobody will run it.")
    @State
    public static class AddAgainstEnd {

        private final JobVector vector = vector(3);

        @Actor
        public void submitter(ZI_Result r) {
            r.r1 = vector.tryAdd(JOB);
        }

        @Actor
        public void worker(ZI_Result r) {
            vector.tryAdd(JOB);
            r.r2 = vector.seal();
            for (int i = 0; i < r.r2; i++) {
                vector.drop(i);
            }
        }
    }

    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "The chain goes on at one of them.")
    @Outcome(expect = FORBIDDEN, desc = "A vector was linked and lost, or none was.")
    @State
    public static class LinkAgainstLink {

        private final JobVector vector = vector(1);

        @Actor
        public void one(ZZ_Result r) {
            r.r1 = vector.tryLink(vector.successor(JOB, 1));
        }

        @Actor
        public void other(ZZ_Result r) {
            r.r2 = vector.tryLink(vector.successor(JOB, 1));
        }
    }
}
