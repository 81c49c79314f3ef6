package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A job that its submitter has handed over and waits for. */
final class InvokedJob implements OrderedJob {

    private final OrderedJob job;
    private final SeriesFlow series;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** How long the parallel part took. Read by the serial part, which the series puts after it. */
    private long parallelNanos;

    InvokedJob(OrderedJob job, SeriesFlow series) {
        this.job = job;
        this.series = series;
    }

    OrderedJob job() {
        return job;
    }

    /** Waits until the job has ended. Interrupted, it goes on waiting, and leaves the thread interrupted. */
    void await() {
        boolean interrupted = false;
        while (ended.getCount() > 0) {
            try {
                Surroundings.await(() -> ended.getCount() == 0, Long.MAX_VALUE, forEver -> {
                    ended.await();
                    return true;
                });
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Called when a job has left its series, not before: its submitter may close that, or invoke the next one. */
    static void left(OrderedJob job) {
        OrderedJob own = StampedJob.own(FailedJob.own(job));
        if (own instanceof InvokedJob invoked) {
            invoked.ended.countDown();
        }
    }

    @Override
    public void parallel(Worker worker, long place) throws Exception {
        long begin = Surroundings.nanoTime();
        try {
            job.parallel(worker, place);
        } finally {
            parallelNanos = Surroundings.nanoTime() - begin;
        }
    }

    @Override
    public boolean makesStops() {
        return job.makesStops();
    }

    @Override
    public @Nullable Stop next() {
        return job.next();
    }

    @Override
    public void further(Worker worker) throws Exception {
        job.further(worker);
    }

    @Override
    public void serial(Worker worker) {
        end(() -> job.serial(worker));
    }

    @Override
    public void failed(Throwable failure) {
        end(() -> job.failed(failure));
    }

    private void end(Runnable lastPart) {
        long begin = Surroundings.nanoTime();
        try {
            lastPart.run();
        } finally {
            series.invokedTook(parallelNanos + Surroundings.nanoTime() - begin);
        }
    }

    @Override
    public void abandoned() {
        try {
            job.abandoned();
        } finally {
            ended.countDown();
        }
    }
}
