package io.millrace.executor;

import java.util.concurrent.Callable;
import java.util.concurrent.RunnableFuture;
import org.jspecify.annotations.Nullable;

/** A view whose tasks run in parallel and whose futures complete in the order of submission. */
final class OrderedView extends TaskView {

    private final SeriesFlow series;

    OrderedView(String name, Lifecycle lifecycle, @Nullable Bound bound, Capture capture, SeriesFlow series) {
        super(name, lifecycle, bound, capture, (view, task) -> new OrderedViewJob(view, task, series));
        this.series = series;
    }

    @Override
    String subject() {
        return "series=" + series.id() + ", ";
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        return new OrderedFuture<>(captured(callable), lifecycle());
    }
}
