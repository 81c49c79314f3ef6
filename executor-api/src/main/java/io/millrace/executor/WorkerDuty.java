package io.millrace.executor;

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

    WorkerDuty(Port port, Lifecycle lifecycle, SeriesTable table) {
        this.port = port;
        this.lifecycle = lifecycle;
        this.table = table;
    }

    @Override
    public int index() {
        return port.id();
    }

    void perform(long entry, long header, long sequenceNumber, Object payload) {
        switch (DomainLayout.role(header)) {
            case TASK -> runTask(entry, (Runnable) payload);
            case KEYED_TASK -> runKeyedTask(entry, (ViewTask) payload);
            case PARALLEL_PART -> runParallelPart(entry, header, sequenceNumber, (OrderedJob) payload);
            case SERIAL_PART -> runSerialPart(entry, header, (OrderedJob) payload);
        }
    }

    @Override
    public void renewInterruptStatus() {
        if (lifecycle.isStopping()) {
            Thread.currentThread().interrupt();
        } else if (Thread.interrupted() && lifecycle.isStopping()) {
            // What was cleared may have been the interrupt of shutdownNow.
            Thread.currentThread().interrupt();
        }
    }

    private void runTask(long entry, Runnable task) {
        renewInterruptStatus();
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

    private void runParallelPart(long entry, long header, long sequenceNumber, OrderedJob job) {
        SeriesFlow series = table.at(DomainLayout.series(header));
        OrderedJob outcome = job;
        try {
            outcome = worked(job, sequenceNumber - series.base());
        } finally {
            port.forward(entry, DomainLayout.serialPart(series.id()), outcome);
            table.forwarded(series.id());
        }
    }

    /** Runs a parallel part. Returns what has the serial part: the job, or one that tells it of its failure. */
    private OrderedJob worked(OrderedJob job, long place) {
        renewInterruptStatus();
        try {
            job.parallel(this, place);
            return job;
        } catch (Throwable failure) {
            return new FailedJob(job, failure);
        }
    }

    private void runSerialPart(long entry, long header, OrderedJob job) {
        try {
            end(job);
        } finally {
            SeriesFlow series = table.at(DomainLayout.series(header));
            series.ending();
            port.release(entry);
            series.left();
        }
    }

    private void end(OrderedJob job) {
        renewInterruptStatus();
        try {
            job.serial(this);
        } catch (Throwable failure) {
            Workforce.report(failure);
        }
    }
}
