package io.millrace.executor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What {@code submit} returns: a future for which a worker can wait without being missed.
 *
 * <p>Who can run it wherever it is found needs no claim but that of {@link java.util.concurrent.FutureTask#run}, which lets one through. Where latency is
 * recorded the worker takes it as well, so that one thread runs it and the same thread records it.
 */
class SubmittedTask<V extends @Nullable Object> extends ExplainedFuture<V> {

    private static final VarHandle TAKEN;

    static {
        try {
            TAKEN = MethodHandles.lookup().findVarHandle(SubmittedTask.class, "taken", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Body<V> body;

    /** The executor that made it, whose workers are to run it; null if they are not. */
    private final @Nullable Lifecycle home;

    /** Whether a worker that waits for it may run it: not if its place in some order is not the worker's to give, or something stands for it. */
    private final boolean early;

    /** The line of the key of whose tasks it is one; null if it has none. */
    private final @Nullable KeyedLine line;

    private volatile boolean taken;

    /** Whether {@link #submittedNanos} says when it was submitted. Both are written before it is put in line. */
    private boolean stamped;

    private long submittedNanos;

    SubmittedTask(Callable<V> callable, @Nullable Lifecycle home, boolean early, @Nullable KeyedLine line) {
        this(new Body<>(Objects.requireNonNull(callable, "callable")), home, early, line);
    }

    private SubmittedTask(Body<V> body, @Nullable Lifecycle home, boolean early, @Nullable KeyedLine line) {
        super(body);
        this.body = body;
        this.home = home;
        this.early = early;
        this.line = line;
    }

    /** Says what stands for it in line: who runs it takes it out of that. Called before it is submitted. */
    void standsIn(PlainTask envelope) {
        body.envelope = envelope;
    }

    /** Returns whether a thread that waits for it may run it. */
    @SuppressWarnings("ReferenceEquality") // There is one of each executor.
    boolean isForWaiter(Lifecycle waiter) {
        PlainTask envelope = body.envelope;
        return envelope == null ? early && home == waiter : envelope.isOf(waiter);
    }

    /** Runs it for one who waits for it, unless somebody has begun it or taken it out. */
    void runEarly(Serving waiter) {
        PlainTask envelope = body.envelope;
        if (envelope != null) {
            envelope.runEarly(waiter);
        } else if (take()) {
            waiter.runOnTop(stamped ? new StampedTask(this, submittedNanos) : this, Runnable::run);
        }
    }

    /**
     * Notes when it is submitted to its own executor, if a waiter may run it: then who takes it runs it and records it. Returns whether it has. One that {@code
     * shutdownNow} has returned may be submitted to another executor, and is taken.
     */
    @SuppressWarnings("ReferenceEquality") // There is one of each executor.
    boolean stamp(long nanos, Lifecycle executor) {
        if (!early || home != executor) {
            return false;
        }
        submittedNanos = nanos;
        stamped = true;
        return true;
    }

    boolean isStamped() {
        return stamped;
    }

    long submittedNanos() {
        return submittedNanos;
    }

    /** Has the task to itself, among the waiters that may run it and the {@code shutdownNow} that returns it. Who got it from its line may run it all the same, unless it is stamped. */
    boolean take() {
        // Pairs with itself.
        return !taken && TAKEN.compareAndSet(this, false, true);
    }

    /** An interrupt reaches this task, and none that its thread runs on top of it while it waits. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        Shift runner = mayInterruptIfRunning ? body.shift() : null;
        return runner == null
                ? cancelNow(mayInterruptIfRunning)
                : runner.running().cancel(this, body.level);
    }

    final boolean cancelNow(boolean mayInterruptIfRunning) {
        return super.cancel(mayInterruptIfRunning);
    }

    @Nullable
    KeyedLine line() {
        return line;
    }

    /** Returns whether somebody has begun it, as far as one can tell. */
    boolean hasBegun() {
        return body.runner != null;
    }

    /** Returns whether it has run and keeps its outcome until its turn comes. */
    boolean awaitsTurn() {
        return false;
    }

    /** Returns whether a worker of an executor has to come for it. */
    boolean needsWorkerOf(Lifecycle executor) {
        return isOf(executor) && (!hasBegun() || awaitsTurn()) && holder() == null && !isDone();
    }

    @SuppressWarnings("ReferenceEquality") // There is one of each executor.
    boolean isOf(Lifecycle executor) {
        return home == executor;
    }

    /** Returns the thread that has to go on before it can end: who runs it, or who has the turn of its key; null if that is no worker. */
    @Nullable
    Shift holder() {
        return line == null ? body.shift() : line.holder();
    }

    /** Drops what will not run, and what leads to the executor. What runs drops itself. */
    @Override
    protected void done() {
        body.envelope = null;
        if (isCancelled() && !hasBegun()) {
            body.callable = null;
        }
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        Serving serving = isDone() ? null : Serving.current();
        if (serving != null) {
            serving.help(this);
        }
        if (serving == null || isDone()) {
            return super.get();
        }
        try (Waiting waits = new Waiting(serving, this)) {
            return super.get();
        }
    }

    /** Waits, and does not run the task meanwhile, which might take longer than the time. */
    @Override
    public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (isDone()) {
            return super.get(timeout, unit);
        }
        try (Waiting waits = new Waiting()) {
            return super.get(timeout, unit);
        }
    }

    /** What the future calls, once. */
    private static final class Body<V extends @Nullable Object> implements Callable<V> {

        /** Null once it is of no use any more, so that a future keeps its result alone. */
        private volatile @Nullable Callable<V> callable;

        /** Who runs it: a {@link Shift}, or this body for a thread that is no worker, or for nobody any more. */
        private volatile @Nullable Object runner;

        /** How many tasks that runs below it. Written before. */
        private int level;

        private @Nullable PlainTask envelope;

        Body(Callable<V> callable) {
            this.callable = callable;
        }

        @Override
        public V call() throws Exception {
            Callable<V> own = Objects.requireNonNull(callable);
            if (Serving.current() instanceof Shift shift) {
                level = shift.running().level();
                runner = shift;
            } else {
                runner = this;
            }
            try {
                return own.call();
            } finally {
                // Not null: the future is not done yet, and nobody has to come for it.
                runner = this;
                callable = null;
            }
        }

        @Nullable
        Shift shift() {
            return runner instanceof Shift shift ? shift : null;
        }

        @Override
        public String toString() {
            return String.valueOf(callable);
        }
    }
}
