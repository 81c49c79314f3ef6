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

/** The deque of forked tasks: its owner, thieves, and somebody who waits for a task in it (I74 to I76). */
public final class ForkDequeStress {

    private ForkDequeStress() {}

    private static final class Forked {

        private final ForkDeque deque = new ForkDeque();
        private final Numbered[] tasks = {new Numbered(0), new Numbered(1), new Numbered(2)};

        void push(int number) {
            tasks[number].belongTo(new Lifecycle("executor"));
            deque.push(tasks[number]);
        }

        int pop() {
            return number(deque.pop());
        }

        int steal() {
            return number(deque.steal());
        }

        int claim(int number) {
            return tasks[number].tryClaim() ? number : 0;
        }

        private static int number(ForkJoinTask<?> task) {
            return task instanceof Numbered numbered ? numbered.number : 0;
        }
    }

    private static final class Numbered extends RecursiveAction {

        private final int number;

        Numbered(int number) {
            this.number = number;
        }

        @Override
        protected void compute() {}
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "One of the two has it.")
    @Outcome(expect = FORBIDDEN, desc = "The task was lost, or taken twice.")
    @State
    public static class PopAgainstSteal {

        private final Forked forked = new Forked();

        public PopAgainstSteal() {
            forked.push(1);
        }

        @Actor
        public void owner(II_Result r) {
            r.r1 = forked.pop();
        }

        @Actor
        public void thief(II_Result r) {
            r.r2 = forked.steal();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 2, 0", "1, 0, 2", "0, 1, 2"},
            expect = ACCEPTABLE,
            desc = "Each task has one taker, and the second is there for a thief who comes later.")
    @Outcome(expect = FORBIDDEN, desc = "A task was lost, taken twice, or hidden from thieves.")
    @State
    public static class PushAgainstSteal {

        private final Forked forked = new Forked();

        public PushAgainstSteal() {
            forked.push(1);
        }

        @Actor
        public void owner(III_Result r) {
            r.r1 = forked.pop();
            forked.push(2);
        }

        @Actor
        public void thief(III_Result r) {
            r.r2 = forked.steal();
        }

        @Arbiter
        public void later(III_Result r) {
            r.r3 = forked.steal();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0, 0", "0, 1, 0", "0, 0, 1"},
            expect = ACCEPTABLE,
            desc = "One of the three has it.")
    @Outcome(expect = FORBIDDEN, desc = "The task was lost, or taken twice.")
    @State
    public static class ClaimAgainstPopAndSteal {

        private final Forked forked = new Forked();

        public ClaimAgainstPopAndSteal() {
            forked.push(1);
        }

        @Actor
        public void owner(III_Result r) {
            r.r1 = forked.pop();
        }

        @Actor
        public void thief(III_Result r) {
            r.r2 = forked.steal();
        }

        @Actor
        public void waiter(III_Result r) {
            r.r3 = forked.claim(1);
        }
    }
}
