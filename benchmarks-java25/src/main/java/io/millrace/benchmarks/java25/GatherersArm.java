package io.millrace.benchmarks.java25;

import io.millrace.benchmarks.ordered.OrderedArm;
import io.millrace.benchmarks.ordered.OrderedItems;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

/** {@link Gatherers#mapConcurrent}: a stream that works on items in virtual threads, as many as the window has items, and passes results on in order. */
final class GatherersArm implements OrderedArm {

    private final int window;

    GatherersArm(int workers, int window) {
        VirtualThreads.limit(workers);
        this.window = window;
    }

    @Override
    public <T> void run(OrderedItems<T> items) {
        IntStream.range(0, items.length())
                .mapToObj(items::item)
                .gather(Gatherers.mapConcurrent(window, items::work))
                .forEachOrdered(items::accept);
    }

    /** Nothing is left of a run. */
    @Override
    public void close() {}
}
