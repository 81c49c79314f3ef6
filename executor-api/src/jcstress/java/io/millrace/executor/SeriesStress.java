package io.millrace.executor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZIZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A series that stalls, ends and is closed beside its submitters (I40, I45, I46). The executor has room for one series. */
public final class SeriesStress {

    private SeriesStress() {}

    @JCStressTest
    @Outcome(id = "true, 1, true", expect = ACCEPTABLE, desc = "Accepted and run, and the id is free again.")
    @Outcome(id = "false, 0, true", expect = ACCEPTABLE, desc = "Rejected, and the id is free again.")
    @Outcome(expect = FORBIDDEN, desc = "A job was lost, or ran though it was rejected, or the id is not free.")
    @State
    public static class SubmitAgainstClose {

        private final StressExecutor stress = new StressExecutor(2, 1);
        private final Series series = stress.executor.newSeries();

        @Actor
        public void submitter(ZIZ_Result r) {
            r.r1 = stress.submitTo(series);
        }

        @Actor
        public void closer() {
            series.close();
        }

        @Arbiter
        public void end(ZIZ_Result r) {
            stress.work();
            r.r2 = stress.ran();
            r.r3 = stress.canOpenSeries();
        }
    }

    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The id is free, and there is one of it.")
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "Neither gave the id back.")
    @Outcome(expect = FORBIDDEN, desc = "Both gave the id back.")
    @State
    public static class EndOfLastJobAgainstClose {

        private final StressExecutor stress = new StressExecutor(2, 1);
        private final Series series = stress.executor.newSeries();

        public EndOfLastJobAgainstClose() {
            series.submit(stress.job());
        }

        @Actor
        public void worker() {
            series.flow().left();
        }

        @Actor
        public void closer() {
            series.close();
        }

        @Arbiter
        public void ids(ZZ_Result r) {
            r.r1 = stress.canOpenSeries();
            r.r2 = stress.canOpenSeries();
        }
    }

    /** A job ends, and would be the last if another did not come before the series is closed. */
    @JCStressTest
    @Outcome(id = "false", expect = ACCEPTABLE, desc = "A job is outstanding, so the id is not given back.")
    @Outcome(id = "true", expect = FORBIDDEN, desc = "The id was given back under an accepted job.")
    @State
    public static class EndOfAJobAgainstSubmitAndClose {

        private final StressExecutor stress = new StressExecutor(4, 2);
        private final Series series = stress.executor.newSeries();

        public EndOfAJobAgainstSubmitAndClose() {
            series.submit(stress.job());
        }

        @Actor
        public void worker() {
            series.flow().left();
        }

        @Actor
        public void submitter() {
            series.submit(stress.job());
            series.close();
        }

        @Arbiter
        public void ids(Z_Result r) {
            r.r1 = stress.canOpenSeries();
        }
    }

    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both jobs have run.")
    @Outcome(id = "1", expect = FORBIDDEN, desc = "A job waits for a window that is free.")
    @Outcome(expect = FORBIDDEN, desc = "Lost or run twice.")
    @State
    public static class SubmitAgainstEndInAWindowOfOne {

        private final StressExecutor stress = new StressExecutor(2, 1);
        private final Series series = stress.executor.newSeries();

        public SubmitAgainstEndInAWindowOfOne() {
            series.submit(stress.job());
        }

        @Actor
        public void worker() {
            stress.work();
        }

        @Actor
        public void submitter() {
            series.submit(stress.job());
        }

        @Arbiter
        public void ran(I_Result r) {
            stress.work();
            r.r1 = stress.ran();
        }
    }

    /**
     * A thread that waits in {@code put} while the last outstanding job ends: it makes the place where it waits itself.
     * If the wake-up is lost this test hangs.
     */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "The waiter went on.")
    @Outcome(expect = FORBIDDEN, desc = "The waiter was not told.")
    @State
    public static class WaitForRoomAgainstEnd {

        private final StressExecutor stress = new StressExecutor(4, 1);
        private final Series series = stress.executor.newSeries();

        public WaitForRoomAgainstEnd() {
            series.submit(stress.job());
        }

        @Actor
        public void waiter(Z_Result r) {
            try {
                series.put(stress.job());
                r.r1 = true;
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts", e);
            }
        }

        @Actor
        public void worker() {
            series.flow().left();
        }
    }

    /** Two jobs, of which one is run by its submitter if it finds the series empty. If it is not told of its end this test hangs. */
    @JCStressTest
    @Outcome(id = "2, false", expect = ACCEPTABLE, desc = "Both jobs have run, one after the other.")
    @Outcome(id = "2, true", expect = FORBIDDEN, desc = "Both had their turn at once, or one place.")
    @Outcome(expect = FORBIDDEN, desc = "Lost or run twice.")
    @State
    public static class InvokeAgainstSubmit {

        private final StressExecutor stress = new StressExecutor(4, 2);
        private final Series series = stress.executor.newSeries();
        private volatile boolean invoked;

        @Actor
        public void caller() {
            stress.invokeIn(series);
            invoked = true;
        }

        @Actor
        public void submitterAndWorker() {
            stress.submitTo(series);
            while (!invoked) {
                stress.work();
            }
        }

        @Arbiter
        public void end(IZ_Result r) {
            stress.work();
            r.r1 = stress.ran();
            r.r2 = stress.sawDisorder();
        }
    }

    @JCStressTest
    @Outcome(id = "true, 1, true", expect = ACCEPTABLE, desc = "Run, and then ended.")
    @Outcome(id = "false, 0, true", expect = ACCEPTABLE, desc = "Rejected, and ended.")
    @Outcome(id = "true, 1, false", expect = FORBIDDEN, desc = "The end was not brought about, or came too early.")
    @Outcome(expect = FORBIDDEN, desc = "Lost, or run though it was rejected.")
    @State
    public static class InvokeAgainstShutdown {

        private final StressExecutor stress = new StressExecutor(4, 2);
        private final Series series = stress.executor.newSeries();

        @Actor
        public void caller(ZIZ_Result r) {
            r.r1 = stress.invokeIn(series);
        }

        @Actor
        public void closer() {
            stress.executor.shutdown();
        }

        @Arbiter
        public void end(ZIZ_Result r) {
            stress.work();
            r.r2 = stress.ran();
            r.r3 = stress.isTerminated() && !stress.sawDisorder();
        }
    }
}
