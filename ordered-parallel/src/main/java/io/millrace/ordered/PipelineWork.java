package io.millrace.ordered;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a pipeline does with an item, and who is told of it. */
record PipelineWork<S extends @Nullable Object, I, O extends @Nullable Object>(
        StageFunction<S, I, O> stage,
        WorkerStates<S> states,
        Consumer<? super O> sink,
        PipelineProgress progress,
        @Nullable LatencyRecorder latency) {

    PipelineJob<S, I, O> job(I item) {
        return new PipelineJob<>(this, item);
    }

    /** Returns the vector that stands before the first of a series. */
    ItemVector<S, I, O> beforeFirst(PipelineSeries<I> series) {
        return new ItemVector<>(this, series, 0, 0);
    }
}
