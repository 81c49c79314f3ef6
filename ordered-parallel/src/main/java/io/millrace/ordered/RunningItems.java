package io.millrace.ordered;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What each worker works on, for whoever asks. Written by the worker in whose element it lies, without a fence: to be seen a moment later is enough.
 */
final class RunningItems {

    /** References that fit between those of two workers, so that they do not share a line of the cache. */
    private static final int STRIDE = 32;

    private final AtomicReferenceArray<@Nullable Member> jobs;

    /** What is worked on. */
    interface Member {

        /** Returns what to tell of it; null if there is nothing to tell any more. Called by any thread. */
        PipelineReport.@Nullable Item reported();
    }

    RunningItems(int workers) {
        jobs = new AtomicReferenceArray<>(workers * STRIDE);
    }

    /** Says what a worker works on from now on. Returns what it has worked on, and will again if this is done on top of that. */
    @Nullable
    Member begin(int worker, Member job) {
        Member before = jobs.getPlain(worker * STRIDE);
        jobs.setOpaque(worker * STRIDE, job);
        return before;
    }

    /** Says that a worker goes on with what it has worked on before, or nothing. */
    void end(int worker, @Nullable Member before) {
        jobs.setOpaque(worker * STRIDE, before);
    }

    /** Returns what is worked on. */
    List<PipelineReport.Item> now() {
        List<PipelineReport.Item> now = new ArrayList<>();
        for (int at = 0; at < jobs.length(); at += STRIDE) {
            Member job = jobs.getAcquire(at);
            PipelineReport.Item item = job == null ? null : job.reported();
            if (item != null) {
                now.add(item);
            }
        }
        return now;
    }
}
