package io.millrace.executor;

import io.millrace.core.PaddedLongs;
import java.lang.invoke.VarHandle;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The open series of an executor, by flow id. */
final class SeriesTable {

    private final AtomicReferenceArray<@Nullable SeriesFlow> open;

    /**
     * For each id, how many entries its earlier series have appended. Written before an id is given back, read after it
     * is taken.
     */
    private final long[] nextSequenceNumber;

    private final FlowIds ids;
    private final AtomicInteger openSeries = new AtomicInteger();
    private final PaddedLongs parked = new PaddedLongs(2);
    private final int reorderWindow;

    SeriesTable(int limit, int reorderWindow) {
        open = new AtomicReferenceArray<>(limit);
        nextSequenceNumber = new long[limit];
        ids = new FlowIds(limit);
        this.reorderWindow = reorderWindow;
    }

    int reorderWindow() {
        return reorderWindow;
    }

    SeriesFlow open(Entrance entrance) {
        int id = ids.take();
        if (id == FlowIds.NONE) {
            throw new RejectedExecutionException(
                    "too many series are open, close one or raise seriesLimit: limit=" + open.length());
        }
        openSeries.incrementAndGet();
        SeriesFlow series = new SeriesFlow(id, nextSequenceNumber[id], reorderWindow, this, entrance);
        open.set(id, series);
        return series;
    }

    int openSeries() {
        return openSeries.get();
    }

    /** Called once for a series that is closed and has nothing outstanding. */
    void closed(SeriesFlow series, long entries) {
        int id = series.id();
        nextSequenceNumber[id] = series.base() + entries;
        open.set(id, null);
        openSeries.decrementAndGet();
        ids.give(id);
    }

    /** Called by a worker that has forwarded an entry of a flow, and with it perhaps others. */
    void forwarded(int id) {
        // Pairs with SeriesBacklog.enterFirst: either this sees the series stalled, or the refiller sees the window as
        // the forward has left it. The end of an entry is no substitute: the device may pass an entry on before it
        // moves the window, so that it ends before. Even its series may have ended before, which is why this asks who
        // has the flow now.
        VarHandle.fullFence();
        SeriesFlow series = open.get(id);
        if (series != null) {
            series.refillIfStalled();
        }
    }

    SeriesFlow at(int id) {
        SeriesFlow series = open.get(id);
        if (series == null) {
            throw new AssertionError("entry of a series that is not open: id=" + id);
        }
        return series;
    }

    /** Returns how many jobs wait in the backlogs of series, those included that are being added. */
    long parked() {
        return parked.get(0);
    }

    void park() {
        // Pairs with Shutdown.advance, which reads what is parked after the state was raised.
        parked.getAndAdd(0, 1);
    }

    void unpark() {
        parked.getAndAdd(0, -1);
    }

    /** Returns how many submitters run jobs that have yet to get their places. */
    long callers() {
        return parked.get(1);
    }

    /** Has the executor wait for a job that its submitter runs before it gets its place. */
    void callerBegins() {
        // Pairs with Shutdown.advance, which reads this after the state was raised.
        parked.getAndAdd(1, 1);
    }

    void callerEnds() {
        parked.getAndAdd(1, -1);
    }

    /** Returns how many jobs wait in the backlogs of series. */
    long waiting() {
        long jobs = 0;
        for (int id = 0; parked() > 0 && id < open.length(); id++) {
            SeriesFlow series = open.get(id);
            jobs += series == null ? 0 : series.waiting();
        }
        return jobs;
    }

    void refillAll() {
        for (int id = 0; id < open.length(); id++) {
            SeriesFlow series = open.get(id);
            if (series != null) {
                series.refill();
            }
        }
    }

    void resumeAll() {
        for (int id = 0; id < open.length(); id++) {
            SeriesFlow series = open.get(id);
            if (series != null) {
                series.resume();
            }
        }
    }

    void wakeAll() {
        for (int id = 0; id < open.length(); id++) {
            SeriesFlow series = open.get(id);
            if (series != null) {
                series.wakeAll();
            }
        }
    }
}
