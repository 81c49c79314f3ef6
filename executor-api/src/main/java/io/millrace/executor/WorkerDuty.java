package io.millrace.executor;

import io.millrace.core.PaddedLongs;
import io.millrace.core.Port;

/**
 * How a worker runs an entry. Whatever the task does, the entry is finished, once.
 *
 * <p>The interrupt status is cleared before each task, or set while the executor stops, so that an interrupt aimed at
 * one task never reaches the next.
 */
final class WorkerDuty implements Worker {

    private final Port port;
    private final Lifecycle lifecycle;
    private final SeriesTable table;

    /** Jobs that have ended in vectors, less the vectors. Written by the worker. */
    private final PaddedLongs jobsBeyondEntries = new PaddedLongs(1);

    WorkerDuty(Port port, Lifecycle lifecycle, SeriesTable table) {
        this.port = port;
        this.lifecycle = lifecycle;
        this.table = table;
    }

    @Override
    public int index() {
        return port.id();
    }

    /** Returns how many jobs have ended here beyond one for each entry. */
    long jobsBeyondEntries() {
        return jobsBeyondEntries.get(0);
    }

    void perform(long entry, long header, long sequenceNumber, Object payload) {
        switch (DomainLayout.role(header)) {
            case TASK -> runTask(entry, (Runnable) payload);
            case KEYED_TASK -> runKeyedTask(entry, (ViewTask) payload);
            case PARALLEL_PART -> runParallelPart(entry, header, sequenceNumber, payload);
            case SERIAL_PART -> runSerialPart(entry, header, payload);
        }
    }

    private void setInterruptStatus() {
        if (lifecycle.isStopping()) {
            Thread.currentThread().interrupt();
        } else if (Thread.interrupted() && lifecycle.isStopping()) {
            // What was cleared may have been the interrupt of shutdownNow.
            Thread.currentThread().interrupt();
        }
    }

    private void runTask(long entry, Runnable task) {
        setInterruptStatus();
        try {
            task.run();
        } catch (Throwable failure) {
            Workforce.report(failure);
        } finally {
            port.release(entry);
        }
    }

    private void runKeyedTask(long entry, ViewTask task) {
        try {
            runTask(entry, task);
        } finally {
            leaveFlow(task);
        }
    }

    private static void leaveFlow(ViewTask task) {
        try {
            task.leaveFlow();
        } catch (Throwable failure) {
            // Thrown by the equals of another key with the same hash code.
            Workforce.report(failure);
        }
    }

    private void runParallelPart(long entry, long header, long sequenceNumber, Object payload) {
        SeriesFlow series = table.at(DomainLayout.series(header));
        Object outcome = payload;
        try {
            if (payload instanceof JobVector jobs) {
                runVector(jobs, series.vectorLimit());
            } else {
                outcome = worked((OrderedJob) payload, sequenceNumber - series.base());
            }
        } finally {
            port.forward(entry, DomainLayout.serialPart(series.id()), outcome);
            table.forwarded(series.id());
        }
    }

    private void runVector(JobVector jobs, VectorLimit limit) {
        long begin = System.nanoTime();
        int count = jobs.seal();
        for (int i = 0; i < count; i++) {
            jobs.replace(i, worked(jobs.job(i), jobs.firstPlace() + i));
        }
        limit.measured(count, System.nanoTime() - begin);
    }

    /** Runs a parallel part. Returns what has the serial part: the job, or one that tells it of its failure. */
    private OrderedJob worked(OrderedJob job, long place) {
        setInterruptStatus();
        try {
            job.parallel(this, place);
            return job;
        } catch (Throwable failure) {
            return new FailedJob(job, failure);
        }
    }

    private void runSerialPart(long entry, long header, Object outcome) {
        int count = 1;
        try {
            if (outcome instanceof JobVector jobs) {
                count = jobs.seal();
                for (int i = 0; i < count; i++) {
                    end(jobs.job(i));
                    jobs.drop(i);
                }
            } else {
                end((OrderedJob) outcome);
            }
        } finally {
            // Pairs with jobsBeyondEntries(); before the release of the entry, which counts it.
            jobsBeyondEntries.setRelease(0, jobsBeyondEntries.getOpaque(0) + count - 1);
            SeriesFlow series = table.at(DomainLayout.series(header));
            series.ending();
            port.release(entry);
            series.left(count);
        }
    }

    private void end(OrderedJob job) {
        setInterruptStatus();
        try {
            job.serial(this);
        } catch (Throwable failure) {
            Workforce.report(failure);
        }
    }
}
