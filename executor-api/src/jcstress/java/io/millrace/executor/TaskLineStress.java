package io.millrace.executor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** The line of tasks: adders, takers, and one who forbids to add (I63, I64). */
public final class TaskLineStress {

    private TaskLineStress() {}

    /** A line that is about to need another chunk, in which tasks have numbers. */
    private static final class Lined {

        private final TaskLine line = new TaskLine();

        Lined(int before) {
            for (int i = 0; i < before; i++) {
                add(0);
                take();
            }
        }

        void add(int number) {
            line.add(new Numbered(number), () -> true);
        }

        int take() {
            return line.poll() instanceof Numbered task ? task.number : 0;
        }
    }

    private record Numbered(int number) implements Runnable {
        @Override
        public void run() {}
    }

    @JCStressTest
    @Outcome(
            id = {"1, 2", "2, 1"},
            expect = ACCEPTABLE,
            desc = "Both come out, once.")
    @Outcome(expect = FORBIDDEN, desc = "A task was lost, or came out twice.")
    @State
    public static class AddAgainstAdd {

        private final Lined lined = new Lined(TaskLine.CHUNK - 1);

        @Actor
        public void one() {
            lined.add(1);
        }

        @Actor
        public void other() {
            lined.add(2);
        }

        @Arbiter
        public void end(II_Result r) {
            r.r1 = lined.take();
            r.r2 = lined.take();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"0, 1, 2", "1, 2, 0"},
            expect = ACCEPTABLE,
            desc = "Both come out, once, in order.")
    @Outcome(expect = FORBIDDEN, desc = "A task was lost, came out twice, or passed another by.")
    @State
    public static class AddAgainstTake {

        private final Lined lined = new Lined(TaskLine.CHUNK - 1);

        @Actor
        public void adder() {
            lined.add(1);
            lined.add(2);
        }

        @Actor
        public void taker(III_Result r) {
            r.r1 = lined.take();
        }

        @Arbiter
        public void end(III_Result r) {
            r.r2 = lined.take();
            r.r3 = lined.take();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 2, 3", "2, 1, 3"},
            expect = ACCEPTABLE,
            desc = "Each taker has one, and the last is left.")
    @Outcome(expect = FORBIDDEN, desc = "A task was lost, came out twice, or passed another by.")
    @State
    public static class TakeAgainstTake {

        private final Lined lined = new Lined(TaskLine.CHUNK - 1);

        public TakeAgainstTake() {
            lined.add(1);
            lined.add(2);
            lined.add(3);
        }

        @Actor
        public void one(III_Result r) {
            r.r1 = lined.take();
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = lined.take();
        }

        @Arbiter
        public void end(III_Result r) {
            r.r3 = lined.take();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"0, 0", "0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "Refused, or seen by who forbade it, or still there.")
    @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "Added after the line was forbidden and found empty.")
    @State
    public static class AddAgainstForbid {

        private volatile boolean forbidden;

        private final Lined lined = new Lined(TaskLine.CHUNK - 1);

        @Actor
        public void adder(II_Result r) {
            r.r1 = lined.line.add(new Numbered(1), () -> !forbidden) ? 1 : 0;
        }

        @Actor
        public void forbidder(II_Result r) {
            forbidden = true;
            r.r2 = lined.line.isEmpty() ? 0 : 1;
        }
    }
}
