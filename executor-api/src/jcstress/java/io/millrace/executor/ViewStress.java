package io.millrace.executor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZII_Result;

/** Tasks of views that are run, returned and cancelled at the same time (I42, I60). */
public final class ViewStress {

    private ViewStress() {}

    @JCStressTest
    @Outcome(
            id = {"1, 0, true", "0, 1, true"},
            expect = ACCEPTABLE,
            desc = "Run or returned, and the view has ended.")
    @Outcome(expect = FORBIDDEN, desc = "Lost, or run and returned, or the view does not end.")
    @State
    public static class RunAgainstShutdownNow {

        private final StressExecutor stress = new StressExecutor(1, 1);
        private final AtomicInteger ran = new AtomicInteger();
        private final ExecutorService view = stress.executor.atomic("key");

        public RunAgainstShutdownNow() {
            view.execute(ran::incrementAndGet);
        }

        @Actor
        public void worker() {
            stress.work();
        }

        @Actor
        public void closer(IIZ_Result r) {
            r.r2 = view.shutdownNow().size();
        }

        @Arbiter
        public void end(IIZ_Result r) {
            r.r1 = ran.get();
            r.r3 = view.isTerminated();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1, 0, 1", expect = ACCEPTABLE, desc = "Accepted and returned.")
    @Outcome(id = "0, 0, 0, 1", expect = ACCEPTABLE, desc = "Rejected.")
    @Outcome(expect = FORBIDDEN, desc = "Lost, or run though rejected or returned, or the view does not end.")
    @State
    public static class SubmitAgainstShutdownNow {

        private final StressExecutor stress = new StressExecutor(1, 1);
        private final AtomicInteger ran = new AtomicInteger();
        private final ExecutorService view = stress.executor.directed(0);

        @Actor
        public void submitter(IIII_Result r) {
            r.r1 = StressExecutor.accepts(() -> view.execute(ran::incrementAndGet)) ? 1 : 0;
        }

        @Actor
        public void closer(IIII_Result r) {
            r.r2 = view.shutdownNow().size();
        }

        @Arbiter
        public void end(IIII_Result r) {
            stress.work();
            r.r3 = ran.get();
            r.r4 = view.isTerminated() ? 1 : 0;
        }
    }

    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both tasks are returned.")
    @Outcome(expect = FORBIDDEN, desc = "A task is not in the roll.")
    @State
    public static class SubmitAgainstSubmit {

        private final StressExecutor stress = new StressExecutor(2, 1);
        private final ExecutorService view = stress.executor.directed(0);

        @Actor
        public void one() {
            view.execute(() -> {});
        }

        @Actor
        public void other() {
            view.execute(() -> {});
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = view.shutdownNow().size();
        }
    }

    /** The same after a task has ended, which the next one drops if it comes alone. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both tasks are returned.")
    @Outcome(expect = FORBIDDEN, desc = "A task was dropped with the one that had ended.")
    @State
    public static class SubmitAgainstSubmitAfterAnEnd {

        private final StressExecutor stress = new StressExecutor(2, 1);
        private final ExecutorService view = stress.executor.directed(0);

        public SubmitAgainstSubmitAfterAnEnd() {
            view.execute(() -> {});
            stress.work();
        }

        @Actor
        public void one() {
            view.execute(() -> {});
        }

        @Actor
        public void other() {
            view.execute(() -> {});
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = view.shutdownNow().size();
        }
    }

    /** A task ends while the next one comes and drops it, or finds that it is not alone. */
    @JCStressTest
    @Outcome(
            id = {"1, 1", "2, 0"},
            expect = ACCEPTABLE,
            desc = "Each task has run or is returned.")
    @Outcome(expect = FORBIDDEN, desc = "Lost, or run and returned.")
    @State
    public static class SubmitAgainstRun {

        private final StressExecutor stress = new StressExecutor(2, 1);
        private final AtomicInteger ran = new AtomicInteger();
        private final ExecutorService view = stress.executor.directed(0);

        public SubmitAgainstRun() {
            view.execute(ran::incrementAndGet);
        }

        @Actor
        public void worker() {
            stress.work();
        }

        @Actor
        public void submitter() {
            view.execute(ran::incrementAndGet);
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = view.shutdownNow().size();
            r.r1 = ran.get();
        }
    }

    /** The third figure: 1 for a result, 0 for a cancellation. */
    @JCStressTest
    @Outcome(id = "true, 0, 0", expect = ACCEPTABLE, desc = "Cancelled before it ran.")
    @Outcome(
            id = "true, 1, 0",
            expect = ACCEPTABLE_INTERESTING,
            desc = "Cancelled while it ran, and its result dropped.")
    @Outcome(id = "false, 1, 1", expect = ACCEPTABLE, desc = "Run, and too late to cancel.")
    @Outcome(expect = FORBIDDEN, desc = "A result and a cancellation, or neither.")
    @State
    public static class RunAgainstCancel {

        private final StressExecutor stress = new StressExecutor(2, 1);
        private final AtomicInteger ran = new AtomicInteger();
        private final Future<?> future = stress.executor.submit(ran::incrementAndGet);

        @Actor
        public void worker() {
            stress.work();
        }

        @Actor
        public void other(ZII_Result r) {
            r.r1 = future.cancel(false);
        }

        @Arbiter
        public void end(ZII_Result r) {
            r.r2 = ran.get();
            r.r3 = outcome(future);
        }
    }

    /** The same in a series, where the outcome is kept until its turn. */
    @JCStressTest
    @Outcome(id = "true, 0, 0", expect = ACCEPTABLE, desc = "Cancelled before it ran.")
    @Outcome(
            id = "true, 1, 0",
            expect = ACCEPTABLE_INTERESTING,
            desc = "Cancelled before its turn, and its result dropped.")
    @Outcome(id = "false, 1, 1", expect = ACCEPTABLE, desc = "Its turn had come: too late to cancel.")
    @Outcome(expect = FORBIDDEN, desc = "A result and a cancellation, or neither.")
    @State
    public static class TurnAgainstCancel {

        private final StressExecutor stress = new StressExecutor(2, 1);
        private final AtomicInteger ran = new AtomicInteger();
        private final Future<?> future =
                stress.executor.ordered(stress.executor.newSeries()).submit(ran::incrementAndGet);

        @Actor
        public void worker() {
            stress.work();
        }

        @Actor
        public void other(ZII_Result r) {
            r.r1 = future.cancel(false);
        }

        @Arbiter
        public void end(ZII_Result r) {
            r.r2 = ran.get();
            r.r3 = outcome(future);
        }
    }

    /** What the task writes has no order of its own. */
    @JCStressTest
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "The task had not ended.")
    @Outcome(
            id = "42",
            expect = ACCEPTABLE,
            desc = "The task saw what its submitter did, and the reader what the task did.")
    @Outcome(expect = FORBIDDEN, desc = "Something was seen too early.")
    @State
    public static class SubmitHappensBeforeRunAndRunBeforeGet {

        private final StressExecutor stress = new StressExecutor(1, 1);
        private int given;
        private int result;
        private volatile Future<?> future;

        @Actor
        public void submitter() {
            given = 41;
            future = stress.executor.submit(() -> {
                result = given + 1;
            });
            stress.work();
        }

        @Actor
        public void reader(I_Result r) {
            Future<?> seen = future;
            r.r1 = seen != null && seen.isDone() ? result : -1;
        }
    }

    private static int outcome(Future<?> future) {
        if (!future.isDone()) {
            return -1;
        }
        try {
            return (Integer) future.get();
        } catch (CancellationException e) {
            return 0;
        } catch (Exception e) {
            throw new AssertionError("the task does not fail", e);
        }
    }
}
