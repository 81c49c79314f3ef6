package io.millrace.executor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who waits for a place in the {@link Bound}: a task that comes in with it, or a thread that brings its task
 * then. Whoever completes it first, be it the user by {@code cancel} or {@code orTimeout}, has it: what was withdrawn is
 * not admitted, and what is being admitted cannot be withdrawn.
 */
final class Admission extends CompletableFuture<@Nullable Void> {

    private final @Nullable Pending task;
    private final Bound bound;
    private final AtomicBoolean claimed = new AtomicBoolean();

    Admission(@Nullable Pending task, Bound bound) {
        this.task = task;
        this.bound = bound;
    }

    /** Returns whether a thread waits, which has to be woken. */
    boolean isOfThread() {
        return task == null;
    }

    /** Takes this for the caller, who completes it; false if somebody else was faster. */
    boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    /** Lets in what has waited, with a place. Called by who has claimed this. */
    void admit() {
        try {
            if (task != null) {
                task.way().enter(task);
            }
            super.complete(null);
        } catch (Throwable failure) {
            bound.countRejected();
            super.completeExceptionally(failure);
        }
    }

    /** Ends the waiting without a place. Called by who has claimed this. */
    void refuse(Throwable cause) {
        super.completeExceptionally(cause);
    }

    private boolean withdraw() {
        boolean withdrawn = claim();
        if (withdrawn) {
            bound.forget(this);
        }
        return withdrawn;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return withdraw() ? super.cancel(mayInterruptIfRunning) : isCancelled();
    }

    /** The value of an admission is null, whoever completes it. */
    @Override
    public boolean complete(@Nullable Void value) {
        return withdraw() && super.complete(null);
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return withdraw() && super.completeExceptionally(failure);
    }
}
