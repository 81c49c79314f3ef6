package io.millrace.ordered;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The work of a pipeline whose stages all run side by side, which is one parallel part. */
record StraightWork<S extends @Nullable Object, I, O extends @Nullable Object>(
        StageFunction<S, I, O> stage, WorkerStates<S> states, Consumer<? super O> sink, Bookkeeping<I> books)
        implements PipelineWork<I> {

    static <S extends @Nullable Object, I, O extends @Nullable Object> StraightWork<S, I, O> of(
            Stage<S, I, O> stage, int workers, Consumer<? super O> sink, Bookkeeping<I> books) {
        return new StraightWork<>(stage.function(), new WorkerStates<>(workers, stage.maker()), sink, books);
    }

    @Override
    public JobMaker<I> jobsOfSeries() {
        return (item, ticket) -> new PipelineJob<>(this, item, ticket);
    }

    @Override
    public ItemVector<S, I, O> beforeFirst(PipelineSeries<I> series) {
        return new ItemVector<>(this, series, 0, 0);
    }

    @Override
    public List<PipelineReport.Item> awaitingResults() {
        return List.of();
    }

    @Override
    public void flush() {}

    @Override
    public void giveUp() {}

    @Override
    public @Nullable Throwable closeStates() {
        return states.close();
    }
}
