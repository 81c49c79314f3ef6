package io.millrace.ordered;

import io.millrace.core.Surroundings;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.Series;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A series that is open as long as something is in it: opened for an item that finds nothing under way, and closed by the last one that leaves. So who is
 * forgotten without being closed, as a stream whose reader has seen enough, keeps no place among the open series of the executor.
 */
final class PassingSeries {

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final MillraceExecutor executor;

    /** Items that are in the series, and one that is about to be. */
    private final AtomicInteger unfinished = new AtomicInteger();

    /** Written and read by who submits, one thread at a time. */
    private @Nullable Series open;

    PassingSeries(MillraceExecutor executor) {
        this.executor = executor;
    }

    /** Submits an item without waiting. One thread at a time calls this. If it throws, the item has not come in. */
    void submit(MappedItem<?, ?> item) {
        boolean accepted = false;
        try {
            Series series = enter();
            item.goesInto(series);
            series.submit(item);
            accepted = true;
        } finally {
            if (!accepted) {
                left(item);
            }
        }
    }

    private Series enter() {
        Series present = open;
        // Pairs with left(): counted before, so what is found open stays open until this item has left.
        if (unfinished.getAndIncrement() == 0 || present == null) {
            boolean first = open == null;
            open = null;
            present = newSeries(first ? 0 : PATIENCE_NANOS);
            open = present;
        }
        return present;
    }

    /** Opens a series. One that has just been closed has its place until its last item has left the device, so this may try again for a while. */
    private Series newSeries(long patienceNanos) {
        long begin = Surroundings.nanoTime();
        while (true) {
            try {
                return executor.newSeries();
            } catch (RejectedExecutionException rejected) {
                if (executor.isShutdown() || Surroundings.nanoTime() - begin >= patienceNanos) {
                    throw rejected;
                }
                Surroundings.giveWay();
            }
        }
    }

    /** Says that an item has left. Called once for each. */
    void left(MappedItem<?, ?> item) {
        Series series = item.series();
        if (unfinished.decrementAndGet() == 0 && series != null) {
            series.close();
        }
    }
}
