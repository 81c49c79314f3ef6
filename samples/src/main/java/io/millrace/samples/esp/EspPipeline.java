package io.millrace.samples.esp;

import io.millrace.core.DeviceException;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.ordered.OrderedPipeline;
import io.millrace.ordered.PipelineBuilder;
import io.millrace.ordered.PipelineException;
import io.millrace.ordered.PipelineSeries;
import io.millrace.ordered.PipelineStatistics;
import io.millrace.samples.CommandException;
import io.millrace.samples.output.Writing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/** The ordered pipeline of the library, with one series for each security association and an executor of its own. */
final class EspPipeline implements PacketPipeline {
    /** A packet takes a microsecond or two, and waits for no other. */
    private static final int LONGEST_VECTOR = 16;

    private final MillraceExecutor executor;
    private final OrderedPipeline<PacketJob> pipeline;
    private final List<PipelineSeries<PacketJob>> series = new ArrayList<>();

    private EspPipeline(MillraceExecutor executor, OrderedPipeline<PacketJob> pipeline, int count) {
        this.executor = executor;
        this.pipeline = pipeline;
        for (int number = 0; number < count; number++) {
            series.add(pipeline.newSeries());
        }
    }

    /** A factory of pipelines that measure how long packets wait, for a report, or save the time for it. */
    static PipelineFactory factory(PipelineLimits limits, boolean measuring) {
        return (count, workers, sink) -> {
            MillraceExecutor executor = executor(limits, count);
            PipelineBuilder<PacketJob, PacketResult> builder = OrderedPipeline.<PacketJob>on(executor)
                    .parallel(workers, PacketWorker::work)
                    .serial(Writing.unchecked(sink::accept))
                    .vectors(LONGEST_VECTOR);
            return new EspPipeline(executor, (measuring ? builder.recordLatency() : builder).start(), count);
        };
    }

    private static MillraceExecutor executor(PipelineLimits limits, int count) throws CommandException {
        try {
            return MillraceExecutors.builder()
                    .name("esp")
                    .workers(limits.workers())
                    .credits(limits.credits())
                    .reorderWindow(limits.reorderWindow())
                    // A pipeline opens one for itself.
                    .seriesLimit(count + 1)
                    .device(limits.device())
                    .build();
        } catch (DeviceException | IllegalArgumentException refusal) {
            throw CommandException.usage(
                    "expected workers, credits, window and device that fit together, found: " + refusal.getMessage());
        }
    }

    @Override
    public void submit(PacketJob job) throws IOException {
        try {
            series.get(job.series()).submit(job);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("expected room for a packet, found an interruption");
        } catch (PipelineException failure) {
            throw Writing.failure(failure);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            pipeline.close();
        } catch (PipelineException failure) {
            throw Writing.failure(failure);
        } finally {
            series.forEach(PipelineSeries::close);
            executor.close();
        }
    }

    @Override
    public PipelineFigures figures() {
        PipelineStatistics statistics = pipeline.statistics();
        return new PipelineFigures(
                statistics.inFlightHighMark(),
                statistics.queueWaitNanos(),
                statistics.serviceNanos(),
                statistics.reorderWaitNanos());
    }
}
