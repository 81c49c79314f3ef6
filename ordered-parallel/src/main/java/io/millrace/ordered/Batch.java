package io.millrace.ordered;

import io.millrace.core.Surroundings;
import io.millrace.executor.Worker;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Items that a stage gets together, and tombstones among them that it does not get. The first, which is none, comes to a worker for all, while the others stay
 * detached; then each goes its own way. Used by one thread at a time: who has taken the items, then the one that has the first of them.
 */
final class Batch {

    private final TravellingJob<?>[] jobs;

    /** How many of the others have gone their own way, and the first. */
    private int gone = 1;

    Batch(TravellingJob<?>[] jobs) {
        this.jobs = jobs;
    }

    /** Has the first come to a worker. */
    void begin() {
        jobs[0].lead(this);
    }

    /** Lets all go on as tombstones. */
    void skip() {
        TravellingJob<?> first = jobs[0];
        skipOthers();
        first.skip();
        first.leave(null);
    }

    /** Lets all but the first go on as tombstones, unless they have gone already. */
    void skipOthers() {
        for (int i = gone; i < jobs.length; i++) {
            jobs[i].skip();
        }
        letOthersGo();
    }

    private void letOthersGo() {
        while (gone < jobs.length) {
            // Before: this lets it go once, whatever comes of it.
            jobs[gone++].leave(null);
        }
    }

    /** Has the stage work on all items, and lets all but the first go on. Called by the worker to which the first has come. */
    void work(Worker worker, RouteWork<?> work) {
        for (TravellingJob<?> job : jobs) {
            if (job.isOver()) {
                job.skip();
            }
        }
        List<TravellingJob<?>> live =
                Arrays.stream(jobs).filter(job -> !job.isTombstone()).toList();
        if (!live.isEmpty()) {
            work(worker, work, live);
        }
        letOthersGo();
    }

    private static void work(Worker worker, RouteWork<?> work, List<TravellingJob<?>> live) {
        boolean records = work.latency() != null;
        long begin = records ? Surroundings.nanoTime() : 0;
        RunningItems.Member before = work.running().begin(worker.index(), live.get(0));
        try {
            apply(worker, work, live);
        } finally {
            work.running().end(worker.index(), before);
        }
        if (records) {
            long nanos = Surroundings.nanoTime() - begin;
            live.forEach(job -> job.worked(nanos));
        }
    }

    private static void apply(Worker worker, RouteWork<?> work, List<TravellingJob<?>> live) {
        TravellingJob<?> first = live.get(0);
        @Nullable Object[] items = live.stream().map(TravellingJob::value).toArray();
        try {
            List<?> outcomes = BatchStage.outcomes(work.apply(
                    first.leg(), worker.index(), Collections.unmodifiableList(Arrays.asList(items)), first.place()));
            for (int i = 0; i < items.length; i++) {
                live.get(i).settle(outcomes.get(i));
            }
        } catch (OnFailure.SkippedItem leftOut) {
            live.forEach(TravellingJob::leaveOut);
        } catch (Throwable thrown) {
            live.forEach(job -> job.fail(thrown));
        }
    }
}
