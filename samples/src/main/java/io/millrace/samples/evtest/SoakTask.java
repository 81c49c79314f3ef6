package io.millrace.samples.evtest;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A task of a round through the executor. */
final class SoakTask implements Runnable, Callable<Integer> {
    private final ExecutorRound round;
    private final int number;
    private final int submitter;
    private final @Nullable SerialStream stream;
    private final boolean isAnswered;

    /** Set before a cancel is tried. */
    volatile boolean isTarget;

    /**
     * Creates a task.
     *
     * @param submitter whose tasks have an order in the stream, or -1
     * @param stream what it is serial with, if with anything
     * @param isAnswered whether what it throws goes into a future
     */
    SoakTask(ExecutorRound round, int number, int submitter, @Nullable SerialStream stream, boolean isAnswered) {
        this.round = round;
        this.number = number;
        this.submitter = submitter;
        this.stream = stream;
        this.isAnswered = isAnswered;
    }

    int number() {
        return number;
    }

    @Override
    public Integer call() {
        run();
        return number;
    }

    @Override
    public void run() {
        try {
            boolean interrupted = Thread.currentThread().isInterrupted();
            round.started(number);
            if (interrupted && !isTarget && !round.isStopping()) {
                throw new BrokenPromise(Promise.SOUND, "an interrupt that was meant for another: task=" + number);
            }
            if (stream != null) {
                stream.enter(number, submitter);
                round.check(stream.promise());
            }
            round.work(number);
            if (stream != null) {
                stream.leave();
            }
        } catch (BrokenPromise broken) {
            round.fail(broken);
        }
        round.trouble(number, isAnswered);
    }
}
