package io.millrace.benchmarks.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Work;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each arm passes all items on in order, uses as many workers as it is given, tells a failure and ends its threads. */
@Timeout(60)
final class OrderedArmsTest {

    private static final int ITEMS = 5_000;
    private static final int WINDOW = 64;

    static Set<String> arms() {
        return OrderedArms.all().keySet();
    }

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

    /** Threads that the JVM starts by itself stay; so does the one of the JDK that unparks virtual threads. */
    private static boolean isOfAnArm(Thread thread) {
        return thread.getThreadGroup() != null
                && !thread.getThreadGroup().getName().equals("system")
                && !thread.getName().startsWith("VirtualThread");
    }

    @Test
    void shouldNameTheArmsThatThereAre() {
        String message = assertThrows(IllegalArgumentException.class, () -> OrderedArms.open("nobody", 1, 1))
                .getMessage();
        assertEquals("no such arm: name=nobody, known=" + OrderedArms.all().keySet(), message);
    }

    @Test
    void shouldFindAnItemThatIsLost() {
        Numbers numbers = new Numbers(2, Work.of(Body.NONE));
        numbers.accept(0L);
        assertEquals(
                "items lost: expected=2, came=1",
                assertThrows(IllegalStateException.class, numbers::requireAll).getMessage());
    }

    /** Counts how many workers were at work at once; each waits a moment for others. */
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
                Thread.yield();
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
