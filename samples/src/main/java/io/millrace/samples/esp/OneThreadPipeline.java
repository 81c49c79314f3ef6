package io.millrace.samples.esp;

import java.io.IOException;
import org.HdrHistogram.Histogram;

/** The same parts on the thread that submits, without an executor: what a comparison starts from. */
final class OneThreadPipeline implements PacketPipeline {
    private static final int DIGITS = 3;

    private final PacketWorker worker;
    private final Sink sink;
    private final long[] places;

    OneThreadPipeline(int series, PacketWorker worker, Sink sink) {
        this.worker = worker;
        this.sink = sink;
        this.places = new long[series];
    }

    @Override
    public void submit(PacketJob job) throws IOException {
        sink.accept(worker.work(job, places[job.series()]++));
    }

    @Override
    public void close() {
        // Nothing is ever left on its way.
    }

    @Override
    public PipelineFigures figures() {
        return new PipelineFigures(1, new Histogram(DIGITS), new Histogram(DIGITS), new Histogram(DIGITS));
    }
}
