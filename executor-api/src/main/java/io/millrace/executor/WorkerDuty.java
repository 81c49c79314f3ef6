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
        setInterruptStatus();
        switch (DomainLayout.role(header)) {
            case TASK -> runTask(entry, (Runnable) payload);
            case KEYED_TASK -> runKeyedTask(entry, (ViewTask) payload);
            case PARALLEL_PART ->
                runParallelPart(entry, table.at(DomainLayout.series(header)), sequenceNumber, (OrderedJob) payload);
            case SERIAL_PART -> runSerialPart(entry, table.at(DomainLayout.series(header)), payload);
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
            task.leaveFlow();
        }
    }

    private void runParallelPart(long entry, SeriesFlow series, long sequenceNumber, OrderedJob job) {
        Object outcome = job;
        try {
            job.parallel(this, sequenceNumber - series.base());
        } catch (Throwable failure) {
            outcome = new FailedJob(job, failure);
        } finally {
            port.forward(entry, DomainLayout.serialPart(series.id()), outcome);
            table.forwarded(series.id());
        }
    }

    private void runSerialPart(long entry, SeriesFlow series, Object outcome) {
        try {
            if (outcome instanceof FailedJob failed) {
                failed.job().failed(failed.failure());
            } else {
                ((OrderedJob) outcome).serial(this);
            }
        } catch (Throwable failure) {
            Workforce.report(failure);
        } finally {
            port.release(entry);
            series.ended();
        }
    }
}
