package io.millrace.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@link MillraceExecutor#parallelFor}: threads that take part after part of a range.
 *
 * <p>Idea: {@code padata_do_multithreaded} of Linux. One counter tells which part is next. The caller takes parts as the others do, and so never waits for
 * somebody who has not begun: what it has forked and nobody has claimed it claims itself, at the end, when nothing is left to do. So a
 * loop comes to its end with any number of free workers, none among them, and loops in loops wait for inner ones only.
 *
 * <ol>
 *   <li>A part that was taken is run. So each was run once when as many were taken as there are and all threads have ended.
 *   <li>Who fails writes that before it ends, and the others read it before they take the next part.
 * </ol>
 */
final class RangeLoop {

    private final ParallelRange range;
    private final RangeTask<?> task;
    private final Lifecycle executor;
    private final long chunk;
    private final long parts;
    private final AtomicLong next = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean stopped;

    private RangeLoop(ParallelRange range, RangeTask<?> task, int threads, Lifecycle executor) {
        this.range = range;
        this.task = task;
        this.executor = executor;
        chunk = range.chunk(threads);
        parts = (range.size() - 1) / chunk + 1;
    }

    /** Runs a loop in the calling thread, which serves the executor, and in those that come to help. */
    static void run(ParallelRange range, RangeTask<?> task, int workers, Serving serving) throws InterruptedException {
        int threads = range.threads(workers);
        new RangeLoop(range, task, threads, serving.executor()).run(threads - 1, serving);
    }

    private void run(int helpers, Serving serving) throws InterruptedException {
        List<Share> shares = new ArrayList<>(helpers);
        boolean interrupted = false;
        try {
            for (int i = 0; i < helpers; i++) {
                Share share = new Share(this);
                shares.add(share);
                share.offer();
                serving.fork(share);
            }
            interrupted = workAsCaller();
        } catch (Throwable failed) {
            fail(failed);
        }
        // The newest first: that is where a deque looks.
        for (int i = shares.size() - 1; i >= 0; i--) {
            interrupted |= awaitEnd(shares.get(i));
        }
        report(interrupted);
    }

    private void report(boolean interrupted) throws InterruptedException {
        boolean undone = next.get() < parts;
        Throwable failed = failure.get();
        if (interrupted && (failed != null || !undone)) {
            Thread.currentThread().interrupt();
        }
        if (failed != null) {
            throw RangeLoop.<RuntimeException>unchecked(failed);
        }
        if (undone) {
            throw new InterruptedException("interrupted before all parts of the range had begun: " + range);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // What a part throws passes as it is.
    private static <T extends Throwable> T unchecked(Throwable failure) throws T {
        throw (T) failure;
    }

    /** Takes parts until none is left; true if this thread was interrupted before that. */
    private boolean workAsCaller() {
        while (next.get() < parts) {
            if (Thread.interrupted()) {
                stopped = true;
                return true;
            }
            if (!runNext()) {
                return false;
            }
        }
        return false;
    }

    private void workAsHelper() {
        while (!executor.isStopping() && runNext()) {
            // The next one.
        }
    }

    /** Takes a part and runs it; false if there is none, or none is to begin any more. */
    private boolean runNext() {
        if (stopped) {
            return false;
        }
        // Pairs with itself on the other threads: each part is given to one of them.
        long part = next.getAndIncrement();
        if (part >= parts) {
            return false;
        }
        long from = range.from() + part * chunk;
        try {
            task.run(from, part == parts - 1 ? range.to() : from + chunk);
            return true;
        } catch (Throwable thrown) {
            fail(thrown);
            return false;
        }
    }

    @SuppressWarnings("ReferenceEquality") // A throwable must not suppress itself.
    private void fail(Throwable thrown) {
        Throwable first = failure.compareAndExchange(null, thrown);
        stopped = true;
        if (first != null && first != thrown) {
            first.addSuppressed(thrown);
        }
    }

    /** Waits until a helper has ended that has begun, and sees to it that no other does; true if this thread was interrupted meanwhile. */
    private boolean awaitEnd(Share share) {
        boolean interrupted = false;
        try {
            share.get();
        } catch (InterruptedException interrupt) {
            interrupted = true;
            stopped = true;
            share.quietlyJoin();
        } catch (CancellationException stoppedByShutdownNow) {
            // It had not begun.
        } catch (ExecutionException failed) {
            // Of something beside the parts, such as a stack that is full.
            fail(Objects.requireNonNull(failed.getCause()));
        }
        return interrupted;
    }

    /** What lets another thread help. */
    private static final class Share extends RecursiveAction {

        private static final long serialVersionUID = 1L;

        /** Forgotten by who has run this: a deque may keep the share for a while. */
        private transient @Nullable RangeLoop loop;

        Share(RangeLoop loop) {
            this.loop = loop;
        }

        @Override
        protected void compute() {
            RangeLoop whole = loop;
            loop = null;
            if (whole != null) {
                whole.workAsHelper();
            }
        }

        @Override
        public String toString() {
            return "parallelFor";
        }
    }
}
