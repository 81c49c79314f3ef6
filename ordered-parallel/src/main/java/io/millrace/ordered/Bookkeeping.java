package io.millrace.ordered;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline keeps of its items, whatever its stages.
 *
 * @param leftOut who is told of items that the consumer does not get; null if nobody
 * @param timeout how much time an item has that has none of its own; null if all in the world
 * @param latency what records how long items wait and take; null unless that is wanted
 */
record Bookkeeping<I>(
        PipelineProgress progress,
        RunningItems running,
        @Nullable BiConsumer<? super I, ? super Exception> leftOut,
        @Nullable Duration timeout,
        @Nullable LatencyRecorder latency) {}
