package io.millrace.ordered;

import io.millrace.executor.OrderedJob;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The work of a pipeline whose stages all run side by side, which is one parallel part. */
record StraightWork<S extends @Nullable Object, I, O extends @Nullable Object>(
        StageFunction<S, I, O> stage,
        WorkerStates<S> states,
        Consumer<? super O> sink,
        PipelineProgress progress,
        @Nullable LatencyRecorder latency)
        implements PipelineWork<I> {

    static <S extends @Nullable Object, I, O extends @Nullable Object> StraightWork<S, I, O> of(
            Stage<S, I, O> stage, int workers, Consumer<? super O> sink, @Nullable LatencyRecorder latency) {
        return new StraightWork<>(
                stage.function(), new WorkerStates<>(workers, stage.maker()), sink, new PipelineProgress(), latency);
    }

    @Override
    public Function<I, OrderedJob> jobsOfSeries() {
        return this::job;
    }

    PipelineJob<S, I, O> job(I item) {
        return new PipelineJob<>(this, item);
    }

    @Override
    public ItemVector<S, I, O> beforeFirst(PipelineSeries<I> series) {
        return new ItemVector<>(this, series, 0, 0);
    }

    @Override
    public void giveUp() {}

    @Override
    public @Nullable Throwable closeStates() {
        return states.close();
    }
}
