package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The owner takes the newest, thieves the oldest, and each task goes to one of them. */
class ForkDequeTest {

    private final ForkDeque deque = new ForkDeque();

    private static ForkJoinTask<?> task() {
        return forked(ForkJoinTask.adapt(() -> {}));
    }

    private static <T extends ForkJoinTask<?>> T forked(T task) {
        task.belongTo(new Lifecycle("executor"));
        return task;
    }

    private List<ForkJoinTask<?>> pushed(int count) {
        List<ForkJoinTask<?>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(task());
            deque.push(tasks.get(i));
        }
        return tasks;
    }

    @Test
    void shouldGiveTheOwnerTheNewestAndAThiefTheOldest() {
        List<ForkJoinTask<?>> tasks = pushed(3);
        assertEquals(3, deque.size());
        assertSame(tasks.get(2), deque.pop());
        assertSame(tasks.get(0), deque.steal());
        assertSame(tasks.get(1), deque.pop());
        assertNull(deque.pop());
        assertNull(deque.steal());
        assertTrue(deque.isEmpty());
    }

    @Test
    void shouldGrow() {
        List<ForkJoinTask<?>> tasks = pushed(1000);
        for (int i = 0; i < 500; i++) {
            assertSame(tasks.get(i), deque.steal());
            assertSame(tasks.get(999 - i), deque.pop());
        }
        assertNull(deque.pop());
    }

    @Test
    void shouldPassOverWhatWasClaimedInTheMiddle() {
        List<ForkJoinTask<?>> tasks = pushed(4);
        assertTrue(tasks.get(1).tryClaim());
        assertTrue(tasks.get(3).tryClaim());
        deque.drop(tasks.get(3));
        assertSame(tasks.get(2), deque.pop());
        assertSame(tasks.get(0), deque.pop());
        assertNull(deque.pop());
    }

    @Test
    void shouldFindWhatWasForkedSinceAPosition() {
        pushed(2);
        long position = deque.position();
        List<ForkJoinTask<?>> after = pushed(2);
        assertSame(after.get(0), deque.find(position));
        assertTrue(after.get(0).tryClaim());
        assertSame(after.get(1), deque.find(position));
        assertTrue(after.get(1).tryClaim());
        assertNull(deque.find(position));
    }

    @Test
    void shouldFindWhatIsWanted() {
        List<ForkJoinTask<?>> tasks = pushed(2);
        assertSame(tasks.get(1), deque.findIf(task -> task == tasks.get(1)));
        assertNull(deque.popIf(task -> task == tasks.get(0)));
        assertSame(tasks.get(1), deque.popIf(task -> task == tasks.get(1)));
        assertNull(deque.findIf(task -> task == tasks.get(1)));
    }

    @Test
    void shouldKeepNothingThatWasTaken() {
        for (int i = 0; i < 200; i++) {
            deque.push(task());
            assertNotNull(i % 2 == 0 ? deque.pop() : deque.steal());
        }
        assertTrue(deque.isEmpty());
    }

    /** The owner forks in bursts and takes back some; thieves take what they find; what is left is looked for in the end. */
    @RepeatedTest(20)
    void shouldGiveEachTaskToOneOfMany(RepetitionInfo repetition) throws Exception {
        int count = 50_000;
        Random random = new Random(repetition.getCurrentRepetition());
        AtomicIntegerArray claimed = new AtomicIntegerArray(count);
        AtomicInteger stolen = new AtomicInteger();
        List<Counted> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(forked(new Counted(i)));
        }
        try (TimeLimit limit = TimeLimit.seconds(30)) {
            List<Thread> thieves = new ArrayList<>();
            AtomicInteger left = new AtomicInteger(count);
            for (int i = 0; i < 2; i++) {
                Thread thief = new Thread(() -> {
                    while (left.get() > 0) {
                        ForkJoinTask<?> task = deque.steal();
                        if (task == null) {
                            Thread.onSpinWait();
                        } else {
                            claimed.incrementAndGet(((Counted) task).number);
                            stolen.incrementAndGet();
                            left.decrementAndGet();
                        }
                    }
                });
                thief.start();
                thieves.add(thief);
            }
            int next = 0;
            while (left.get() > 0) {
                for (int burst = random.nextInt(5); burst >= 0 && next < count; burst--) {
                    deque.push(tasks.get(next++));
                }
                for (int back = random.nextInt(6); back >= 0; back--) {
                    ForkJoinTask<?> task = random.nextInt(8) == 0
                                    && next > 0
                                    && tasks.get(next - 1).tryClaim()
                            ? tasks.get(next - 1)
                            : deque.pop();
                    if (task != null) {
                        deque.drop(task);
                        claimed.incrementAndGet(((Counted) task).number);
                        left.decrementAndGet();
                    }
                }
            }
            for (Thread thief : thieves) {
                thief.join();
            }
        }
        for (int i = 0; i < count; i++) {
            assertEquals(1, claimed.get(i), "task " + i);
        }
        assertTrue(deque.isEmpty());
    }

    /** What the owner leaves alone, thieves find: nothing that was pushed is hidden from them. */
    @RepeatedTest(20)
    void shouldHideNothingFromThieves(RepetitionInfo repetition) throws Exception {
        int rounds = 20_000;
        AtomicInteger ran = new AtomicInteger();
        try (TimeLimit limit = TimeLimit.seconds(30)) {
            Thread thief = new Thread(() -> {
                while (ran.get() < rounds) {
                    ForkJoinTask<?> task = deque.steal();
                    if (task instanceof Counted counted && counted.number >= 0) {
                        ran.incrementAndGet();
                    }
                }
            });
            thief.start();
            for (int round = 0; round < rounds; round++) {
                // One that both want, and then one that the owner does not take back.
                deque.push(forked(new Counted(-1)));
                deque.pop();
                deque.push(forked(new Counted(round)));
                while (ran.get() <= round) {
                    Thread.onSpinWait();
                }
            }
            thief.join();
        }
        assertEquals(rounds, ran.get());
    }

    /** A thief empties the cell that it has looked at, also if the owner has taken more cells meanwhile. */
    @RepeatedTest(5)
    void shouldKeepNothingOfWhatWasStolenWhileItGrew() throws Exception {
        Collected collected = new Collected();
        List<ForkDeque> deques = new ArrayList<>();
        AtomicReference<ForkDeque> grows = new AtomicReference<>(deque);
        try (TimeLimit limit = TimeLimit.seconds(60)) {
            Thread thief = new Thread(() -> {
                for (ForkDeque from = grows.get(); from != null; from = grows.get()) {
                    from.steal();
                }
            });
            thief.start();
            for (int round = 0; round < 4_000; round++) {
                ForkDeque grown = new ForkDeque();
                deques.add(grown);
                List<ForkJoinTask<?>> tasks = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    tasks.add(collected.watch("task", task()));
                }
                grows.set(grown);
                tasks.forEach(grown::push);
                while (!grown.isEmpty()) {
                    grown.pop();
                }
            }
            grows.set(null);
            thief.join();
        }
        collected.verify();
        Reference.reachabilityFence(deques);
    }

    private static final class Counted extends RecursiveAction {

        private final int number;

        Counted(int number) {
            this.number = number;
        }

        @Override
        protected void compute() {}
    }
}
