package io.millrace.ordered;

import io.millrace.executor.OrderedJob;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a pipeline does with an item, and who is told of it. */
sealed interface PipelineWork<I> permits StraightWork, RouteWork {

    PipelineProgress progress();

    /** Returns what records how long items wait and take; null unless that is wanted. */
    @Nullable
    LatencyRecorder latency();

    /** Returns what makes the jobs of one series. */
    Function<I, OrderedJob> jobsOfSeries();

    /** Returns the vector that stands before the first of a series; null if items travel singly. */
    @Nullable
    ItemVector<?, I, ?> beforeFirst(PipelineSeries<I> series);

    /** Waits for nothing that comes from elsewhere, since nobody needs it any more. */
    void giveUp();

    /** Closes what can be closed of the states of workers; returns what went wrong first, with the rest suppressed. */
    @Nullable
    Throwable closeStates();
}
