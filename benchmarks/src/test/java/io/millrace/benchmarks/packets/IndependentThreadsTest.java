package io.millrace.benchmarks.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.ordered.OrderedItems;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class IndependentThreadsTest {

    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    @Test
    @Timeout(60)
    void shouldRunTheItemsOfAllThreadsAtTheSameTime() throws Exception {
        CyclicBarrier met = new CyclicBarrier(2);
        try (IndependentThreads threads = new IndependentThreads(2)) {
            // Each waits for the other.
            threads.run(List.of(new One(met::await), new One(met::await)));
        }
    }

    @Test
    void shouldTellTheTimeOfTheSlowest() throws Exception {
        try (IndependentThreads threads = new IndependentThreads(2)) {
            long nanos = threads.run(List.of(new One(() -> 0), new One(IndependentThreadsTest::dawdle)));
            assertTrue(nanos >= SLOW_NANOS, "nanos=" + nanos);
        }
    }

    private static int dawdle() {
        long end = System.nanoTime() + SLOW_NANOS;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        return 0;
    }

    @Test
    void shouldVoidTheRunWhenAnyThreadFailsOrLosesItems() {
        try (IndependentThreads threads = new IndependentThreads(2)) {
            IllegalStateException wrong = new IllegalStateException("wrong");
            ExecutionException failure = assertThrows(
                    ExecutionException.class,
                    () -> threads.run(List.of(new One(() -> 0), new One(() -> {
                        throw wrong;
                    }))));
            assertSame(wrong, assertInstanceOf(IllegalStateException.class, failure.getCause()));
            PacketBuffers buffers = new PacketBuffers(1, 16, Direction.ENCRYPT);
            assertEquals(
                    "lost",
                    assertThrows(
                                    IllegalStateException.class,
                                    () -> threads.run(List.of(new Packets(buffers, 1, 1), new One(() -> 0, "lost"))))
                            .getMessage());
        }
    }

    @Test
    void shouldRefuseItemsForAnotherNumberOfThreads() {
        try (IndependentThreads threads = new IndependentThreads(2)) {
            assertEquals(
                    "expected items for each thread: threads=2, items of=1",
                    assertThrows(IllegalArgumentException.class, () -> threads.run(List.of(new One(() -> 0, "lost"))))
                            .getMessage());
        }
    }

    /** One item, with work, and perhaps lost at the end. */
    private record One(Callable<Integer> body, String loss) implements OrderedItems<Integer> {

        One(Callable<Integer> body) {
            this(body, "");
        }

        @Override
        public int length() {
            return 1;
        }

        @Override
        public Integer item(int place) {
            return place;
        }

        @Override
        public Integer work(Integer item) {
            try {
                return body.call();
            } catch (RuntimeException failure) {
                throw failure;
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        public void accept(Integer result) {}

        @Override
        public void requireAll() {
            if (!loss.isEmpty()) {
                throw new IllegalStateException(loss);
            }
        }
    }
}
