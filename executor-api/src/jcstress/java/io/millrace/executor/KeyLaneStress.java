package io.millrace.executor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** The lane of a key: submitters, the holder of its turn, and whoever takes tasks out unrun (I37, I42, I59). */
public final class KeyLaneStress {

    private KeyLaneStress() {}

    /** The tasks of one key, and the turn of its lane in the hands of whoever opens it. */
    private static final class OneKey {

        final KeyLanes keys = new KeyLanes();

        /** Plain: two tasks at once, or one that does not see what the one before did, lose a count. */
        int ran;

        private final KeyAddress key = new KeyAddress("key");
        private final TaskView view =
                new TaskView("stress", new Lifecycle("stress"), (of, task) -> new KeyedTask(of, task, key, null));

        KeyLane add() {
            return keys.add(new KeyedTask(view, () -> ran++, key, null));
        }

        void work(KeyLane lane) {
            KeyedTask task = lane == null ? null : lane.first();
            while (task != null) {
                task.run();
                task = lane.pass(task);
            }
        }
    }

    @JCStressTest
    @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "Both have run, and nothing is kept.")
    @Outcome(expect = FORBIDDEN, desc = "A task is lost or ran beside another, or a lane stays.")
    @State
    public static class SubmitAgainstClose {

        private final OneKey key = new OneKey();
        private final KeyLane before = key.add();

        @Actor
        public void worker() {
            key.work(before);
        }

        @Actor
        public void submitter() {
            key.work(key.add());
        }

        @Arbiter
        public void end(II_Result r) {
            r.r1 = key.ran;
            r.r2 = key.keys.size();
        }
    }

    @JCStressTest
    @Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "All have run, and nothing is kept.")
    @Outcome(expect = FORBIDDEN, desc = "A task is lost or ran beside another, or a lane stays.")
    @State
    public static class SubmitSubmitAgainstClose {

        private final OneKey key = new OneKey();
        private final KeyLane before = key.add();

        @Actor
        public void worker() {
            key.work(before);
        }

        @Actor
        public void submitter() {
            KeyLane opened = key.add();
            KeyLane openedAnew = key.add();
            key.work(opened);
            key.work(openedAnew);
        }

        @Arbiter
        public void end(II_Result r) {
            r.r1 = key.ran;
            r.r2 = key.keys.size();
        }
    }

    /** Two open the lane of a key at the same time. */
    @JCStressTest
    @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "Both have run, and nothing is kept.")
    @Outcome(expect = FORBIDDEN, desc = "A task is lost or ran beside another, or a lane stays.")
    @State
    public static class SubmitAgainstSubmit {

        private final OneKey key = new OneKey();

        @Actor
        public void one() {
            key.work(key.add());
        }

        @Actor
        public void other() {
            key.work(key.add());
        }

        @Arbiter
        public void end(II_Result r) {
            r.r1 = key.ran;
            r.r2 = key.keys.size();
        }
    }

    /** The walk of {@code shutdownNow} while the lane passes on. The third figure: lanes that stay. */
    @JCStressTest
    @Outcome(
            id = {"0, 3, 0", "1, 2, 0", "2, 1, 0", "3, 0, 0"},
            expect = ACCEPTABLE,
            desc = "Each task has run or is returned.")
    @Outcome(expect = FORBIDDEN, desc = "A task is lost, or run and returned.")
    @State
    public static class RunAgainstSurrender {

        private final OneKey key = new OneKey();
        private final KeyLane lane = key.add();

        public RunAgainstSurrender() {
            key.add();
            key.add();
        }

        @Actor
        public void worker() {
            key.work(lane);
        }

        @Actor
        public void closer(III_Result r) {
            List<Runnable> unstarted = new ArrayList<>();
            key.keys.surrenderTo(unstarted);
            r.r2 = unstarted.size();
        }

        @Arbiter
        public void end(III_Result r) {
            r.r1 = key.ran;
            r.r3 = key.keys.size();
        }
    }

    /** The second figure: run, the third: has ended, the fourth: lanes that stay. */
    @JCStressTest
    @Outcome(id = "1, 2, 1, 0", expect = ACCEPTABLE, desc = "Accepted, and run before the end.")
    @Outcome(id = "0, 1, 1, 0", expect = ACCEPTABLE, desc = "Rejected.")
    @Outcome(expect = FORBIDDEN, desc = "An accepted task was lost, a rejected one ran, or there is no end.")
    @State
    public static class SubmitAgainstShutdown {

        private final StressExecutor stress = new StressExecutor(1, 1);

        public SubmitAgainstShutdown() {
            stress.submitToKey();
        }

        @Actor
        public void submitter(IIII_Result r) {
            r.r1 = stress.submitToKey() ? 1 : 0;
        }

        @Actor
        public void closer() {
            stress.executor.shutdown();
            stress.work();
        }

        @Arbiter
        public void end(IIII_Result r) {
            stress.work();
            r.r2 = stress.ran();
            r.r3 = stress.isTerminated() ? 1 : 0;
            r.r4 = stress.executor.keys().size();
        }
    }

    /** One of the two opens the lane, and the executor is shut down meanwhile. The fourth figure: has ended and keeps nothing. */
    @JCStressTest
    @Outcome(
            id = {"0, 1, 1, 1", "1, 1, 2, 1"},
            expect = ACCEPTABLE,
            desc = "Who was accepted has run.")
    @Outcome(expect = FORBIDDEN, desc = "An accepted task was lost, a rejected one ran, or there is no end.")
    @State
    public static class SubmitAgainstSubmitAndShutdown {

        private final StressExecutor stress = new StressExecutor(1, 1);

        @Actor
        public void one(IIII_Result r) {
            r.r1 = stress.submitToKey() ? 1 : 0;
        }

        @Actor
        public void other(IIII_Result r) {
            r.r2 = stress.submitToKey() ? 1 : 0;
            stress.executor.shutdown();
        }

        @Arbiter
        public void end(IIII_Result r) {
            stress.work();
            r.r3 = stress.ran();
            r.r4 = stress.isTerminated() && stress.executor.keys().size() == 0 ? 1 : 0;
        }
    }

    /** The same, and what waits is returned: the third figure. */
    @JCStressTest
    @Outcome(
            id = {"0, 1, 1, 1", "1, 1, 2, 1"},
            expect = ACCEPTABLE,
            desc = "Who was accepted has its task returned.")
    @Outcome(expect = FORBIDDEN, desc = "An accepted task was lost, a rejected one returned, or there is no end.")
    @State
    public static class SubmitAgainstSubmitAndShutdownNow {

        private final StressExecutor stress = new StressExecutor(1, 1);

        @Actor
        public void one(IIII_Result r) {
            r.r1 = stress.submitToKey() ? 1 : 0;
        }

        @Actor
        public void other(IIII_Result r) {
            r.r2 = stress.submitToKey() ? 1 : 0;
            r.r3 = stress.executor.shutdownNow().size();
        }

        @Arbiter
        public void end(IIII_Result r) {
            stress.work();
            r.r3 += stress.ran();
            r.r4 = stress.isTerminated() && stress.executor.keys().size() == 0 ? 1 : 0;
        }
    }

    /** The only credit is in use, so the turn waits for it. The second figure: returned, the third: has ended. */
    @JCStressTest
    @Outcome(id = "1, 2, 1", expect = ACCEPTABLE, desc = "Accepted and returned, with the one before.")
    @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "Rejected.")
    @Outcome(expect = FORBIDDEN, desc = "An accepted task was lost, a rejected one returned, or there is no end.")
    @State
    public static class SubmitToTheBacklogAgainstShutdownNow {

        private final StressExecutor stress = new StressExecutor(1, 1);

        public SubmitToTheBacklogAgainstShutdownNow() {
            stress.submitEntry();
        }

        @Actor
        public void submitter(III_Result r) {
            r.r1 = stress.submitToKey() ? 1 : 0;
        }

        @Actor
        public void closer(III_Result r) {
            r.r2 = stress.executor.shutdownNow().size();
        }

        @Arbiter
        public void end(III_Result r) {
            stress.work();
            r.r2 += stress.ran();
            r.r3 = stress.isTerminated() ? 1 : 0;
        }
    }

    /** The only credit is given back while the turn is on its way to wait for it. */
    @JCStressTest
    @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "Both have run, and nothing is kept.")
    @Outcome(expect = FORBIDDEN, desc = "The turn was left behind.")
    @State
    public static class SubmitToTheBacklogAgainstWorker {

        private final StressExecutor stress = new StressExecutor(1, 1);

        public SubmitToTheBacklogAgainstWorker() {
            stress.submitEntry();
        }

        @Actor
        public void submitter() {
            stress.submitToKey();
        }

        @Actor
        public void worker() {
            stress.work();
        }

        @Arbiter
        public void end(II_Result r) {
            stress.work();
            r.r1 = stress.ran();
            r.r2 = stress.executor.keys().size();
        }
    }

    /** A task waits behind the one that the worker runs. The first figure: run, the second: returned. */
    @JCStressTest
    @Outcome(
            id = {"0, 2, 1", "1, 1, 1", "2, 0, 1"},
            expect = ACCEPTABLE,
            desc = "Each was run or returned.")
    @Outcome(expect = FORBIDDEN, desc = "A task was lost, or run and returned, or there is no end.")
    @State
    public static class WorkerAgainstShutdownNow {

        private final StressExecutor stress = new StressExecutor(1, 1);

        public WorkerAgainstShutdownNow() {
            stress.submitToKey();
            stress.submitToKey();
        }

        @Actor
        public void worker() {
            stress.work();
        }

        @Actor
        public void closer(III_Result r) {
            r.r2 = stress.executor.shutdownNow().size();
        }

        @Arbiter
        public void end(III_Result r) {
            stress.work();
            r.r1 = stress.ran();
            r.r3 = stress.isTerminated() ? 1 : 0;
        }
    }
}
