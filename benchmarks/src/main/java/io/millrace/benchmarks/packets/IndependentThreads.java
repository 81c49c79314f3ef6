package io.millrace.benchmarks.packets;

import io.millrace.benchmarks.measure.Pools;
import io.millrace.benchmarks.ordered.OrderedArm;
import io.millrace.benchmarks.ordered.OrderedArms;
import io.millrace.benchmarks.ordered.OrderedItems;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Threads that share nothing, each with items of its own: the ceiling, which no way of handing items over and putting them in order can
 * pass on this machine.
 */
public final class IndependentThreads implements AutoCloseable {

    private final int count;
    private final ExecutorService threads;

    /** When a thread began and ended, as {@link System#nanoTime()}. */
    private record Span(long begin, long end) {}

    /** Starts the threads. */
    public IndependentThreads(int count) {
        this.count = count;
        threads = Pools.threadPool(count);
    }

    /**
     * Lets all threads begin together, each with items of its own, and checks that none was lost.
     *
     * @return nanoseconds from the first begin to the last end
     * @throws ExecutionException if items came out of order, or their work failed
     */
    public long run(List<? extends OrderedItems<?>> ofThreads) throws InterruptedException, ExecutionException {
        if (ofThreads.size() != count) {
            throw new IllegalArgumentException(
                    "expected items for each thread: threads=" + count + ", items of=" + ofThreads.size());
        }
        // None is past the barrier before all are there, so no thread has the items of two.
        CyclicBarrier together = new CyclicBarrier(count);
        List<Future<Span>> running = new ArrayList<>();
        for (OrderedItems<?> items : ofThreads) {
            running.add(threads.submit(() -> run(items, together)));
        }
        List<Span> spans = new ArrayList<>();
        for (Future<Span> thread : running) {
            spans.add(thread.get());
        }
        ofThreads.forEach(OrderedItems::requireAll);
        long begin = spans.stream().mapToLong(Span::begin).min().orElseThrow();
        return spans.stream().mapToLong(Span::end).max().orElseThrow() - begin;
    }

    private static Span run(OrderedItems<?> items, CyclicBarrier together) throws Exception {
        try (OrderedArm alone = OrderedArms.open(OrderedArms.ONE_THREAD, 1, 1)) {
            together.await();
            long begin = System.nanoTime();
            alone.run(items);
            return new Span(begin, System.nanoTime());
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
