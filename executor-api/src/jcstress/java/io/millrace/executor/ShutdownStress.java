package io.millrace.executor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.ZIZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The end of an executor beside submitters and its worker (I30, I36, I41, I42, I45). The last figure: it has terminated. */
public final class ShutdownStress {

    private ShutdownStress() {}

    @JCStressTest
    @Outcome(id = "true, 1, true", expect = ACCEPTABLE, desc = "Accepted, and run before the end.")
    @Outcome(id = "false, 0, true", expect = ACCEPTABLE, desc = "Rejected.")
    @Outcome(expect = FORBIDDEN, desc = "An accepted task was lost, a rejected one ran, or there is no end.")
    @State
    public static class SubmitAgainstShutdown {

        private final StressExecutor stress = new StressExecutor(1, 1);

        @Actor
        public void submitter(ZIZ_Result r) {
            r.r1 = stress.submit();
        }

        @Actor
        public void closer() {
            stress.executor.shutdown();
        }

        @Arbiter
        public void end(ZIZ_Result r) {
            stress.work();
            r.r2 = stress.ran();
            r.r3 = stress.isTerminated();
        }
    }

    /** The only credit is in use, so the task goes to the backlog. */
    @JCStressTest
    @Outcome(id = "true, 2, true", expect = ACCEPTABLE, desc = "Accepted, and run before the end.")
    @Outcome(id = "false, 1, true", expect = ACCEPTABLE, desc = "Rejected.")
    @Outcome(expect = FORBIDDEN, desc = "An accepted task was lost, a rejected one ran, or there is no end.")
    @State
    public static class SubmitToTheBacklogAgainstShutdown {

        private final StressExecutor stress = new StressExecutor(1, 1);

        public SubmitToTheBacklogAgainstShutdown() {
            stress.submitEntry();
        }

        @Actor
        public void submitter(ZIZ_Result r) {
            r.r1 = stress.submitEntry();
        }

        @Actor
        public void closer() {
            stress.executor.shutdown();
            stress.work();
        }

        @Arbiter
        public void end(ZIZ_Result r) {
            stress.work();
            r.r2 = stress.ran();
            r.r3 = stress.isTerminated();
        }
    }

    /** The only credit is in use, so the task goes to the backlog. The second figure: returned, the third: run. */
    @JCStressTest
    @Outcome(id = "1, 2, 0, 1", expect = ACCEPTABLE, desc = "Accepted and returned, with the one before.")
    @Outcome(id = "0, 1, 0, 1", expect = ACCEPTABLE, desc = "Rejected.")
    @Outcome(expect = FORBIDDEN, desc = "An accepted task was lost, a rejected one returned, or there is no end.")
    @State
    public static class SubmitToTheBacklogAgainstShutdownNow {

        private final StressExecutor stress = new StressExecutor(1, 1);

        public SubmitToTheBacklogAgainstShutdownNow() {
            stress.submitEntry();
        }

        @Actor
        public void submitter(IIII_Result r) {
            r.r1 = stress.submitEntry() ? 1 : 0;
        }

        @Actor
        public void closer(IIII_Result r) {
            r.r2 = stress.executor.shutdownNow().size();
        }

        @Arbiter
        public void end(IIII_Result r) {
            stress.work();
            r.r3 = stress.ran();
            r.r4 = stress.isTerminated() ? 1 : 0;
        }
    }

    /** A job is in the window, so the next waits in the backlog of its series. The second figure: abandoned, the third: run. */
    @JCStressTest
    @Outcome(id = "1, 2, 0, 1", expect = ACCEPTABLE, desc = "Accepted and abandoned, with the one before.")
    @Outcome(id = "0, 1, 0, 1", expect = ACCEPTABLE, desc = "Rejected.")
    @Outcome(expect = FORBIDDEN, desc = "An accepted job was told nothing, a rejected one was, or there is no end.")
    @State
    public static class SubmitToASeriesAgainstShutdownNow {

        private final StressExecutor stress = new StressExecutor(2, 1);
        private final Series series = stress.executor.newSeries();

        public SubmitToASeriesAgainstShutdownNow() {
            stress.submitTo(series);
        }

        @Actor
        public void submitter(IIII_Result r) {
            r.r1 = stress.submitTo(series) ? 1 : 0;
        }

        @Actor
        public void closer() {
            stress.executor.shutdownNow();
        }

        @Arbiter
        public void end(IIII_Result r) {
            stress.work();
            r.r2 = stress.abandoned();
            r.r3 = stress.ran();
            r.r4 = stress.isTerminated() ? 1 : 0;
        }
    }

    @JCStressTest
    @Outcome(
            id = {"2, 0, true", "1, 1, true", "0, 2, true"},
            expect = ACCEPTABLE,
            desc = "Each task was run or returned.")
    @Outcome(expect = FORBIDDEN, desc = "A task was lost, or run and returned, or there is no end.")
    @State
    public static class WorkerAgainstShutdownNow {

        private final StressExecutor stress = new StressExecutor(1, 1);

        public WorkerAgainstShutdownNow() {
            stress.submit();
            stress.submit();
        }

        @Actor
        public void worker() {
            stress.work();
        }

        @Actor
        public void closer(IIZ_Result r) {
            r.r2 = stress.executor.shutdownNow().size();
        }

        @Arbiter
        public void end(IIZ_Result r) {
            stress.work();
            r.r1 = stress.ran();
            r.r3 = stress.isTerminated();
        }
    }

    @JCStressTest
    @Outcome(id = "1, true", expect = ACCEPTABLE, desc = "The task has run, and the executor has ended.")
    @Outcome(id = "1, false", expect = FORBIDDEN, desc = "The last worker left, and nobody took the last step.")
    @Outcome(expect = FORBIDDEN, desc = "The task was lost.")
    @State
    public static class RetireAgainstShutdown {

        private final StressExecutor stress = new StressExecutor(1, 1);

        public RetireAgainstShutdown() {
            stress.submit();
        }

        @Actor
        public void worker() {
            stress.work();
        }

        @Actor
        public void closer() {
            stress.executor.shutdown();
        }

        @Arbiter
        public void end(IZ_Result r) {
            stress.work();
            r.r1 = stress.ran();
            r.r2 = stress.isTerminated();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "One of them made the step.")
    @Outcome(expect = FORBIDDEN, desc = "A step of the shutdown is made twice, or never.")
    @State
    public static class RaiseAgainstRaise {

        private final Lifecycle lifecycle = new Lifecycle("stress");

        @Actor
        public void one(ZZ_Result r) {
            r.r1 = lifecycle.raise(Lifecycle.TERMINATED);
        }

        @Actor
        public void other(ZZ_Result r) {
            r.r2 = lifecycle.raise(Lifecycle.TERMINATED);
        }
    }
}
