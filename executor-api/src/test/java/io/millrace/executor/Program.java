package io.millrace.executor;

import java.util.List;

/**
 * What a property test does to an executor, and what must come of it.
 *
 * @param workers the limit of workers
 * @param credits how much the device holds
 * @param steps what is submitted, in order
 */
record Program(int workers, int credits, List<Step> steps) {

    /** How a task is handed in. */
    enum Way {
        PLAIN,
        ATOMIC,
        ORDERED,
        JOB,
        PUT,
        PRIORITY,
        DIRECTED
    }

    /** What a task does wrong. */
    enum Fault {
        NONE,
        THROWS,
        INTERRUPTS_ITSELF,
        IS_CANCELLED
    }

    /**
     * One submission.
     *
     * @param stream which key, series, priority or worker
     * @param work how long it takes, in turns of a loop
     */
    record Step(Way way, int stream, int work, Fault fault) {

        boolean isJob() {
            return way == Way.JOB || way == Way.PUT;
        }

        /** Jobs have no future, so they cannot be cancelled. */
        boolean isCancelled() {
            return fault == Fault.IS_CANCELLED && !isJob();
        }

        boolean isSerial() {
            return way == Way.ATOMIC || way == Way.DIRECTED || isJob();
        }
    }

    static final int STREAMS = 3;

    /** How many failures must reach the uncaught exception handler: one for each task or job that throws. */
    long uncaught() {
        return steps.stream().filter(step -> step.fault() == Fault.THROWS).count();
    }

    /** How many tasks must have been completed when all is done: each submission, cancelled or not, takes its turn. */
    long completed() {
        return steps.size();
    }
}
