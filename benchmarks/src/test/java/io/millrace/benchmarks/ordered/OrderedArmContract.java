package io.millrace.benchmarks.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Work;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every arm does: it passes all items on in order, uses as many workers as it is given, tells a failure and ends its threads. A module with arms
 * extends it with their names.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OrderedArmContract {

    private static final int ITEMS = 5_000;
    private static final int WINDOW = 64;

    protected abstract Set<String> arms();

    @ParameterizedTest
    @MethodSource("arms")
    void shouldPassAllItemsOnInOrder(String name) throws Exception {
        Numbers numbers = new Numbers(ITEMS, Work.of(Body.MICROSECOND));
        try (OrderedArm arm = OrderedArms.open(name, 2, WINDOW)) {
            for (int run = 0; run < 3; run++) {
                arm.run(numbers);
                numbers.requireAll();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("arms")
    void shouldWorkInParallelOnNoMoreThreadsThanItHas(String name) throws Exception {
        int workers = name.equals(OrderedArms.ONE_THREAD) ? 1 : 2;
        Overlap overlap = new Overlap();
        try (OrderedArm arm = OrderedArms.open(name, 2, WINDOW)) {
            arm.run(overlap);
        }
        assertEquals(workers, overlap.most.get());
    }

    @ParameterizedTest
    @MethodSource("arms")
    void shouldFailWithAnItemThatIsNotDue(String name) {
        Numbers numbers = new Numbers(ITEMS, Work.of(Body.NONE));
        numbers.accept(0L);
        try (OrderedArm arm = OrderedArms.open(name, 2, WINDOW)) {
            Exception failure = assertThrows(Exception.class, () -> arm.run(numbers));
            assertTrue(tells(failure, "out of order: expected=1, came=0"), failure.toString());
        }
    }

    private static boolean tells(Throwable failure, String sentence) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (sentence.equals(cause.getMessage())) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @MethodSource("arms")
    void shouldEndItsThreads(String name) throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (OrderedArm arm = OrderedArms.open(name, 2, WINDOW)) {
            arm.run(new Numbers(ITEMS, Work.of(Body.NONE)));
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && isOfAnArm(thread)) {
                thread.join(10_000);
                assertTrue(!thread.isAlive(), "still there: " + thread);
            }
        }
    }

    /** Threads that the JVM starts by itself stay; so do those of the JDK that carry and unpark virtual threads. */
    private static boolean isOfAnArm(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group != null
                && !group.getName().equals("system")
                && !group.getName().equals("CarrierThreads")
                && !thread.getName().startsWith("VirtualThread");
    }

    /** Counts how many workers were at work at once; each waits a moment for others, and keeps its core, which a virtual thread shares otherwise. */
    private static final class Overlap implements OrderedItems<Integer> {

        private static final int LENGTH = 200;

        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public int length() {
            return LENGTH;
        }

        @Override
        public Integer item(int place) {
            return place;
        }

        @Override
        public Integer work(Integer item) {
            int here = now.incrementAndGet();
            most.accumulateAndGet(here, Math::max);
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < 200_000) {
                Thread.onSpinWait();
            }
            now.decrementAndGet();
            return item;
        }

        @Override
        public void accept(Integer result) {}

        @Override
        public void requireAll() {}
    }
}
