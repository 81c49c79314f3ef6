package io.millrace.executor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ExecutorService;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Workers that start and retire beside submitters, and the backlog that only they and submitters empty (I28, I29, I35). */
public final class WorkforceStress {

    private WorkforceStress() {}

    @JCStressTest
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "One thread was asked for, and runs both.")
    @Outcome(expect = FORBIDDEN, desc = "Two threads drive one port, or nobody came.")
    @State
    public static class StartAgainstStart {

        private final StressExecutor stress = new StressExecutor(2, 1);

        @Actor
        public void one() {
            stress.submit();
        }

        @Actor
        public void other() {
            stress.submit();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r1 = stress.startedWorkers();
            stress.work();
            r.r2 = stress.ran();
        }
    }

    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "The worker found the task, or a new one was started.")
    @Outcome(expect = FORBIDDEN, desc = "The worker retired, and the submitter relied on it.")
    @State
    public static class SubmitAgainstRetire {

        private final StressExecutor stress = new StressExecutor(2, 1);

        public SubmitAgainstRetire() {
            stress.submit();
        }

        @Actor
        public void worker() {
            stress.work();
        }

        @Actor
        public void submitter() {
            stress.submit();
        }

        @Arbiter
        public void end(I_Result r) {
            stress.work();
            r.r1 = stress.ran();
        }
    }

    /** The only credit comes back while a task is added to the backlog for want of it. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "The submitter or the worker handed it to the device.")
    @Outcome(expect = FORBIDDEN, desc = "The task waits for a credit that is free.")
    @State
    public static class SubmitToTheBacklogAgainstRetire {

        private final StressExecutor stress = new StressExecutor(1, 1);

        public SubmitToTheBacklogAgainstRetire() {
            stress.submitEntry();
        }

        @Actor
        public void worker() {
            stress.work();
        }

        @Actor
        public void submitter() {
            stress.submitEntry();
        }

        @Arbiter
        public void end(I_Result r) {
            stress.work();
            r.r1 = stress.ran();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "Counted when it has run, and for good.")
    @Outcome(expect = FORBIDDEN, desc = "The count was lost, or doubled.")
    @State
    public static class SnapshotAgainstWorker {

        private final StressExecutor stress = new StressExecutor(1, 1);

        public SnapshotAgainstWorker() {
            stress.submit();
        }

        @Actor
        public void worker() {
            stress.work();
        }

        @Actor
        public void reader(II_Result r) {
            r.r1 = (int) stress.executor.snapshot().completed();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = (int) stress.executor.snapshot().completed();
        }
    }

    /**
     * One worker has just refilled, returns a credit, and then has something to do until the other has retired, for
     * which a task waits. Which actor is which does not matter.
     */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "The task has run, or a worker was called back for it.")
    @Outcome(expect = FORBIDDEN, desc = "The task waits, with a credit and a worker free.")
    @State
    public static class ReturnOfACreditAgainstRetire {

        private final StressExecutor stress = new StressExecutor(2, 3, 1);
        private volatile boolean retired;
        private boolean served;

        public ReturnOfACreditAgainstRetire() {
            ExecutorService busy = stress.executor.directed(0);
            busy.execute(() -> {});
            busy.execute(() -> {});
            busy.execute(() -> {
                while (!retired) {
                    Thread.onSpinWait();
                }
                served = stress.ran() > 0 || stress.startedWorkers() > 0;
            });
            // Enters with the first credit that comes back, so that the second is left to the task behind it.
            busy.execute(() -> {});
            stress.submitEntry();
        }

        @Actor
        public void one() {
            work();
        }

        @Actor
        public void other() {
            work();
        }

        private void work() {
            stress.workOnce();
            retired = true;
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = served;
        }
    }
}
