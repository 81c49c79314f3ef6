package io.millrace.executor;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of a series from the last that the device has accepted to the last there is. What lies between is the
 * backlog of the series.
 *
 * <table>
 * <caption>Ends, on cache lines that nothing else lies on</caption>
 * <tr><th>End</th><th>Access</th><th>Writers</th></tr>
 * <tr><td>TAIL, the last vector, or one that leads to it</td><td>compare-and-set, volatile reads</td><td>submitters, the owner of the
 * backlog</td></tr>
 * <tr><td>ACCEPTED, the last vector that the device has accepted</td><td>release, acquire</td><td>the owner of the
 * backlog</td></tr>
 * </table>
 */
final class JobChain {

    private static final int LINES = 64;
    private static final int TAIL = LINES;
    private static final int ACCEPTED = LINES + 1;

    private final AtomicReferenceArray<JobVector> ends = new AtomicReferenceArray<>(2 * LINES);

    JobChain(SeriesFlow series) {
        JobVector before = JobVector.before(series);
        ends.set(TAIL, before);
        ends.set(ACCEPTED, before);
    }

    /** Adds a job to the last vector; false if that takes no more and has no successor. */
    boolean tryAdd(OrderedJob job) {
        for (; ; ) {
            JobVector last = ends.get(TAIL);
            if (last.tryAdd(job)) {
                return true;
            }
            JobVector next = last.next();
            if (next == null) {
                return false;
            }
            if (next != last) {
                // Pairs with itself and with accepted(): the tail only moves forward.
                ends.compareAndSet(TAIL, last, next);
            }
        }
    }

    /** Begins a new last vector with a job; false if another thread was faster. */
    boolean tryExtend(OrderedJob job, int limit) {
        JobVector last = ends.get(TAIL);
        if (last.next() != null || !last.isFixed()) {
            return false;
        }
        JobVector fresh = last.successor(job, limit);
        // Pairs with itself on other threads: one of them extends the chain.
        boolean linked = last.tryLink(fresh);
        if (linked) {
            ends.compareAndSet(TAIL, last, fresh);
        }
        return linked;
    }

    /**
     * Returns the first vector that the device has not accepted, if there is any. To others than the owner of the
     * backlog it may be one that was accepted meanwhile.
     */
    @Nullable
    JobVector firstWaiting() {
        return ends.getAcquire(ACCEPTED).next();
    }

    /** Says that the device has accepted the first vector that waited. Called by the owner of the backlog. */
    void accepted(JobVector first) {
        JobVector before = ends.getAcquire(ACCEPTED);
        // Pairs with firstWaiting().
        ends.setRelease(ACCEPTED, first);
        ends.compareAndSet(TAIL, before, first);
        before.leaveChain();
    }

    /** Returns how many jobs wait; exact while nothing moves. */
    int waiting() {
        int jobs = 0;
        JobVector at = ends.getAcquire(ACCEPTED);
        for (JobVector next = at.next(); next != null && next != at; next = at.next()) {
            jobs += next.sizeSoFar();
            at = next;
        }
        return jobs;
    }
}
