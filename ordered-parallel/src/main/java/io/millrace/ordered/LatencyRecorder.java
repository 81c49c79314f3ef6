package io.millrace.ordered;

import io.millrace.core.PaddedLongs;
import io.millrace.core.Surroundings;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.HdrHistogram.WriterReaderPhaser;

/** What the workers of a pipeline record of its items, each for itself, and what whoever asks adds up. */
final class LatencyRecorder {

    /** How old the time of {@link #recentNanos} gets while laps end. */
    static final long RECENT_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private final OfWorker[] workers;
    private final LatencyHistograms sum = new LatencyHistograms();

    /** When a lap has ended lately. Written by workers, one of which may put an older time back; read by submitters. */
    private final PaddedLongs recent = new PaddedLongs(1);

    private final LongSupplier clock;

    LatencyRecorder(int workers) {
        this(workers, Surroundings::nanoTime);
    }

    /** A recorder by a clock that tells nanoseconds. */
    LatencyRecorder(int workers, LongSupplier clock) {
        this.clock = clock;
        this.workers = new OfWorker[workers];
        for (int worker = 0; worker < workers; worker++) {
            this.workers[worker] = new OfWorker();
        }
        recent.setRelease(0, clock.getAsLong());
    }

    /** Something to be recorded; it calls nobody else's code. */
    interface Entry {

        void into(LatencyHistograms histograms);
    }

    /** Called by the worker of this index only. */
    void record(int worker, Entry entry) {
        workers[worker].record(entry);
    }

    /** Returns what an item took in the last lap of this worker, which calls it; more than any if there was none. */
    long usualNanos(int worker) {
        return workers[worker].usualNanos;
    }

    /** Says what an item took in a lap. Called by the worker of this index only. */
    void usual(int worker, long nanos) {
        workers[worker].usualNanos = nanos;
    }

    synchronized LatencyHistograms total() {
        for (OfWorker worker : workers) {
            sum.moveFrom(worker.recorded());
        }
        return sum.copy();
    }

    long nanoTime() {
        return clock.getAsLong();
    }

    /** Reads the clock at the end of a lap. */
    long endOfLapNanos() {
        long now = clock.getAsLong();
        // Rarely, since each time submitters have to fetch it from this core.
        if (now - recent.getOpaque(0) > RECENT_NANOS) {
            // Pairs with recentNanos(), which may miss it for a while.
            recent.setRelease(0, now);
        }
        return now;
    }

    /**
     * Returns a time that is not in the future, without reading the clock: the end of a lap, no older than {@link #RECENT_NANOS} and what the lap takes
     * that is under way.
     */
    long recentNanos() {
        return recent.getOpaque(0);
    }

    /** The histograms of a worker, which is their single writer, and those that a reader puts in their place. */
    private static final class OfWorker {

        private final WriterReaderPhaser phaser = new WriterReaderPhaser();
        private volatile LatencyHistograms active = new LatencyHistograms();
        private LatencyHistograms spare = new LatencyHistograms();

        /** The worker's own. */
        private long usualNanos = Long.MAX_VALUE;

        void record(Entry entry) {
            long section = phaser.writerCriticalSectionEnter();
            try {
                entry.into(active);
            } finally {
                phaser.writerCriticalSectionExit(section);
            }
        }

        /** Returns what was recorded since the last call, to be emptied before the next. Has one caller at a time. */
        LatencyHistograms recorded() {
            phaser.readerLock();
            try {
                LatencyHistograms full = active;
                active = spare;
                spare = full;
                // Afterwards the worker has seen the other ones and has left these.
                phaser.flipPhase();
                return full;
            } finally {
                phaser.readerUnlock();
            }
        }
    }
}
