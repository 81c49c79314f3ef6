package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskLineTest {

    private final TaskLine line = new TaskLine();

    private record Numbered(int adder, int number) implements Runnable {
        @Override
        public void run() {}
    }

    @Test
    void shouldGiveBackInTheOrderOfAddingThroughManyChunks() {
        int count = 3 * TaskLine.CHUNK + 1;
        for (int i = 0; i < count; i++) {
            assertTrue(line.add(new Numbered(0, i), () -> true));
            assertEquals(i + 1, line.size());
        }
        for (int i = 0; i < count; i++) {
            assertFalse(line.isEmpty());
            assertEquals(new Numbered(0, i), line.poll());
        }
        assertNull(line.poll());
        assertTrue(line.isEmpty());
        assertEquals(0, line.size());
    }

    @Test
    void shouldBeEmptyAgainAfterAnAdderMayNotAdd() {
        for (int i = 0; i < 2 * TaskLine.CHUNK; i++) {
            assertFalse(line.add(() -> {}, () -> false));
            assertTrue(line.isEmpty());
        }
        Runnable task = () -> {};
        assertTrue(line.add(task, () -> true));
        assertSame(task, line.poll());
    }

    /** From its ticket on, an adder is waited for by who forbids to add and then looks. */
    @Test
    void shouldNotBeEmptyWhileAnAdderAsksWhetherItMay() {
        assertFalse(line.add(() -> {}, () -> {
            assertFalse(line.isEmpty());
            return false;
        }));
        assertTrue(line.isEmpty());
    }

    @Test
    void shouldPassByAnAdderThatIsAwayAndTakeItsTaskLater() {
        Runnable first = new Numbered(0, 0);
        Runnable second = new Numbered(1, 0);
        AtomicBoolean once = new AtomicBoolean();
        assertTrue(line.add(first, () -> {
            if (once.compareAndSet(false, true)) {
                assertTrue(line.add(second, () -> true));
                assertSame(second, line.poll());
            }
            return true;
        }));
        assertSame(first, line.poll());
        assertNull(line.poll());
    }

    @Test
    void shouldKeepNothingOfATaskThatWasTaken() {
        Runnable task = new Numbered(0, 0);
        WeakReference<Runnable> reference = new WeakReference<>(task);
        line.add(task, () -> true);
        assertSame(task, line.poll());
        task = null;
        try (TimeLimit limit = TimeLimit.seconds(30)) {
            while (reference.get() != null) {
                System.gc();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,3", "3,1", "3,3"})
    void shouldGiveEachTaskOnceAndThoseOfAnAdderInOrder(int adders, int takers) throws Exception {
        int tasks = 200_000;
        AtomicInteger taken = new AtomicInteger();
        List<List<Numbered>> found = new ArrayList<>();
        try (TimeLimit limit = TimeLimit.seconds(60)) {
            List<Thread> threads = new ArrayList<>();
            for (int a = 0; a < adders; a++) {
                int adder = a;
                threads.add(new Thread(() ->
                        IntStream.range(0, tasks).forEach(i -> line.add(new Numbered(adder, i), () -> true))));
            }
            for (int t = 0; t < takers; t++) {
                List<Numbered> mine = new ArrayList<>();
                found.add(mine);
                threads.add(new Thread(() -> {
                    while (taken.get() < adders * tasks) {
                        if (line.poll() instanceof Numbered task) {
                            mine.add(task);
                            taken.incrementAndGet();
                        }
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        OrderChecker once = new OrderChecker();
        found.stream()
                .flatMap(List::stream)
                .sorted((a, b) -> Integer.compare(a.number, b.number))
                .forEach(task -> once.seen("adder-" + task.adder, task.number));
        once.verify();
        for (List<Numbered> mine : found) {
            int[] last = IntStream.range(0, adders).map(a -> -1).toArray();
            for (Numbered task : mine) {
                assertTrue(task.number > last[task.adder], () -> "taken too late: " + task);
                last[task.adder] = task.number;
            }
        }
        assertTrue(line.isEmpty());
    }
}
