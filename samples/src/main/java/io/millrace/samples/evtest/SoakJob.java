package io.millrace.samples.evtest;

import io.millrace.executor.OrderedJob;
import io.millrace.executor.Worker;

/** A job of a series in a round through the executor. */
final class SoakJob implements OrderedJob {
    private final ExecutorRound round;
    private final SoakSeries series;
    private final int number;
    private final int submitter;
    private final boolean fails;
    private long place = -1;

    SoakJob(ExecutorRound round, SoakSeries series, int number, int submitter, boolean fails) {
        this.round = round;
        this.series = series;
        this.number = number;
        this.submitter = submitter;
        this.fails = fails;
    }

    int number() {
        return number;
    }

    long place() {
        return place;
    }

    @Override
    public void parallel(Worker worker, long given) {
        try {
            if (place != -1) {
                throw new BrokenPromise(Promise.ONCE, "a second parallel part: task=" + number);
            }
            place = given;
            round.enterWorker(worker.index());
            round.work(number);
            round.leaveWorker(worker.index());
        } catch (BrokenPromise broken) {
            round.fail(broken);
        }
        if (fails) {
            throw new PlannedFailure(number);
        }
    }

    @Override
    public void serial(Worker worker) {
        try {
            round.enterWorker(worker.index());
            end(!fails);
            round.leaveWorker(worker.index());
        } catch (BrokenPromise broken) {
            round.fail(broken);
        }
        round.trouble(number, false);
    }

    @Override
    public void failed(Throwable failure) {
        try {
            end(fails && failure instanceof PlannedFailure planned && planned.number() == number);
        } catch (BrokenPromise broken) {
            round.fail(broken);
        }
    }

    private void end(boolean asPlanned) {
        if (!asPlanned) {
            throw new BrokenPromise(Promise.ONCE, "an end of another kind: task=" + number + ", fails=" + fails);
        }
        round.started(number);
        series.enter(this, submitter);
        round.check(Promise.ORDER);
        series.leave();
    }

    @Override
    public void abandoned() {
        try {
            round.returned(number);
        } catch (BrokenPromise broken) {
            round.fail(broken);
        }
    }
}
