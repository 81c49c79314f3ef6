package io.millrace.samples.esp;

import io.millrace.samples.CommandException;
import java.util.function.Supplier;

/** Builds the pipeline of a run. */
@FunctionalInterface
interface PipelineFactory {
    /**
     * Builds a pipeline.
     *
     * @param series how many series it has
     * @param workers makes the state of each worker
     * @param sink receives the packets of each series in order
     */
    PacketPipeline create(int series, Supplier<PacketWorker> workers, PacketPipeline.Sink sink) throws CommandException;
}
