package io.millrace.samples.evtest;

import io.millrace.executor.Series;

/** A series and what is checked of it. */
final class SoakSeries {
    private final Series series;
    private final SerialStream stream;
    private long nextPlace;

    SoakSeries(Series series, int submitters) {
        this.series = series;
        stream = new SerialStream("series", Promise.ORDER, submitters);
    }

    Series series() {
        return series;
    }

    void enter(SoakJob job, int submitter) {
        stream.enter(job.number(), submitter);
        if (job.place() < nextPlace) {
            throw new BrokenPromise(
                    Promise.ORDER,
                    "a place that was passed: task=" + job.number() + ", place=" + job.place() + ", next=" + nextPlace);
        }
        nextPlace = job.place() + 1;
    }

    void leave() {
        stream.leave();
    }
}
