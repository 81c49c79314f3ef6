package io.millrace.ordered;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a pipeline does with an item, and who is told of it. */
sealed interface PipelineWork<I> permits StraightWork, RouteWork {

    /** Makes the job of an item. */
    interface JobMaker<I> {

        ItemJob<I> job(I item, @Nullable ItemTicket ticket);
    }

    /** Returns what makes the jobs of one series. */
    JobMaker<I> jobsOfSeries();

    /** Returns the vector that stands before the first of a series; null if items travel singly. */
    @Nullable
    ItemVector<?, I, ?> beforeFirst(PipelineSeries<I> series);

    /** Lets items go on that wait for others of their batch. */
    void flush();

    /** Waits for nothing that comes from elsewhere, since nobody needs it any more. */
    void giveUp();

    /** Returns items that wait for something from elsewhere, the oldest places first, a few of many. */
    List<PipelineReport.Item> awaitingResults();

    /** Closes what can be closed of the states of workers; returns what went wrong first, with the rest suppressed. */
    @Nullable
    Throwable closeStates();

    Bookkeeping<I> books();

    default PipelineProgress progress() {
        return books().progress();
    }

    default RunningItems running() {
        return books().running();
    }

    /** Returns how much time an item has that has none of its own; null if all in the world. */
    default @Nullable Duration timeout() {
        return books().timeout();
    }

    /** Returns what records how long items wait and take; null unless that is wanted. */
    default @Nullable LatencyRecorder latency() {
        return books().latency();
    }

    /** Tells whoever wants to know of an item that the consumer does not get. */
    default void tellLeftOut(long place, I item, @Nullable ItemTicket ticket) {
        BiConsumer<? super I, ? super Exception> observer = books().leftOut();
        if (observer != null) {
            try {
                observer.accept(
                        item,
                        ticket != null && ticket.isOver()
                                ? ticket.reason()
                                : progress().reason());
            } catch (Throwable thrown) {
                fail(place, item, thrown);
            }
        }
    }

    /** Says that an item has failed, so that those behind it are skipped. */
    default void fail(long place, I item, Throwable cause) {
        progress().fail(place, item, cause);
        giveUp();
    }
}
