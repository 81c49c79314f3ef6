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
    abstract static class Lined {

        private final TaskLine line = new TaskLine();

        Lined(int before) {
            for (int i = 0; i < before; i++) {
                add(0);
                take();
            }
        }

        final void add(int number) {
            line.add(new Numbered(number), () -> true);
        }

        final int take() {
            return line.poll() instanceof Numbered task ? task.number : 0;
        }

        final TaskLine line() {
            return line;
        }
    }

    private record Numbered(int number) implements Runnable {
        @Override
        public void run() {}
    }

    @JCStressTest
    @Outcome(
            id = {"0, 1, 2", "0, 2, 1", "1, 2, 0", "2, 1, 0"},
            expect = ACCEPTABLE,
            desc = "Both come out, once.")
    @Outcome(expect = FORBIDDEN, desc = "A task was lost, or came out twice.")
    @State
    public static class AddAgainstAddAgainstTake extends Lined {

        public AddAgainstAddAgainstTake() {
            super(TaskLine.CHUNK - 1);
        }

        @Actor
        public void one() {
            add(1);
        }

        @Actor
        public void other() {
            add(2);
        }

        @Actor
        public void taker(III_Result r) {
            r.r1 = take();
        }

        @Arbiter
        public void end(III_Result r) {
            r.r2 = take();
            r.r3 = take();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 2, 3", "2, 1, 3"},
            expect = ACCEPTABLE,
            desc = "Each taker has one, and the last is left.")
    @Outcome(expect = FORBIDDEN, desc = "A task was lost, came out twice, or passed another by.")
    @State
    public static class TakeAgainstTake extends Lined {

        public TakeAgainstTake() {
            super(TaskLine.CHUNK - 1);
            add(1);
            add(2);
            add(3);
        }

        @Actor
        public void one(III_Result r) {
            r.r1 = take();
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = take();
        }

        @Arbiter
        public void end(III_Result r) {
            r.r3 = take();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"0, 0", "0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "Refused, or seen by who forbade it, or still there.")
    @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "Added after the line was forbidden and found empty.")
    @State
    public static class AddAgainstForbid extends Lined {

        private volatile boolean forbidden;

        public AddAgainstForbid() {
            super(TaskLine.CHUNK - 1);
        }

        @Actor
        public void adder(II_Result r) {
            r.r1 = line().add(new Numbered(1), () -> !forbidden) ? 1 : 0;
        }

        @Actor
        public void forbidder(II_Result r) {
            forbidden = true;
            r.r2 = line().isEmpty() ? 0 : 1;
        }
    }
}
