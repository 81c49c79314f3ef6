package io.millrace.benchmarks.ordered;

import io.millrace.benchmarks.measure.OurDevice;
import io.millrace.benchmarks.measure.Trials;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.OrderedJob;
import io.millrace.executor.Series;
import io.millrace.executor.Worker;
import java.util.concurrent.CountDownLatch;

/** Jobs without work that are spread over many series, each of which checks that it comes in its place. */
public final class SeriesLoad implements AutoCloseable {

    private static final int SPREAD = 7919;
    private static final int CREDITS = 4096;

    private final MillraceExecutor executor;
    private final Series[] open;
    private final int[] lengths;
    private final Job[] jobs;
    private int[] next = {};
    private CountDownLatch running = new CountDownLatch(0);
    private volatile boolean isBroken;

    /** Opens the series and prepares the jobs. */
    public SeriesLoad(int jobCount, int seriesCount) {
        executor = OurDevice.executor(OurDevice.find(), Trials.WORKERS, CREDITS, CREDITS / 2)
                .seriesLimit(seriesCount)
                .build();
        open = new Series[seriesCount];
        for (int i = 0; i < seriesCount; i++) {
            open[i] = executor.newSeries();
        }
        lengths = new int[seriesCount];
        jobs = new Job[jobCount];
        for (int i = 0; i < jobCount; i++) {
            int of = (int) ((long) i * SPREAD % seriesCount);
            jobs[i] = new Job(of, lengths[of]++);
        }
    }

    /**
     * Submits all jobs, once, and returns when the last has had its turn.
     *
     * @throws IllegalStateException if one came out of order
     */
    public void run() throws InterruptedException {
        next = new int[open.length];
        running = new CountDownLatch(open.length);
        for (Job job : jobs) {
            open[job.series].put(job);
        }
        running.await();
        if (isBroken) {
            throw new IllegalStateException("jobs of a series came out of order");
        }
    }

    /** Ends the executor. */
    @Override
    public void close() {
        executor.close();
    }

    /** A job that checks its place and says when it was the last one of its series. */
    private final class Job implements OrderedJob {

        private final int series;
        private final int place;

        Job(int series, int place) {
            this.series = series;
            this.place = place;
        }

        @Override
        public void parallel(Worker worker, long placeInSeries) {}

        @Override
        public void serial(Worker worker) {
            if (next[series] != place) {
                isBroken = true;
            }
            if (++next[series] == lengths[series]) {
                running.countDown();
            }
        }
    }
}
