package io.millrace.executor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What {@code submit} returns: a future for which a worker can wait without being missed.
 *
 * <p>Who can run it wherever it is found needs no claim but that of {@link FutureTask#run}, which lets one through.
 */
class SubmittedTask<V extends @Nullable Object> extends FutureTask<V> {

    private static final int IN_LINE = 0;
    private static final int BEGUN_BY_WAITER = 1;
    private static final int RETURNED = 2;

    private static final VarHandle CLAIM;

    static {
        try {
            CLAIM = MethodHandles.lookup().findVarHandle(SubmittedTask.class, "claim", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Body<V> body;

    /** Who has it that leaves its place in line as it is: a waiter, or whoever takes it out unrun. */
    private volatile int claim = IN_LINE;

    /** The executor whose workers may run it while they wait for it; null if its place in some order is not theirs to give. */
    private final @Nullable Lifecycle helper;

    /** The line of the key of whose tasks it is one; null if it has none. */
    private final @Nullable KeyedLine line;

    SubmittedTask(Callable<V> callable, @Nullable Lifecycle helper, @Nullable KeyedLine line) {
        this(new Body<>(Objects.requireNonNull(callable, "callable")), helper, line);
    }

    private SubmittedTask(Body<V> body, @Nullable Lifecycle helper, @Nullable KeyedLine line) {
        super(body);
        this.body = body;
        this.helper = helper;
        this.line = line;
    }

    /** Returns whether a thread that waits for it may run it, which it then must. */
    boolean tryBeginFor(Lifecycle waiter) {
        // Pairs with mayBeReturned: one of the two has it.
        return helper == waiter && claim == IN_LINE && !isDone() && CLAIM.compareAndSet(this, IN_LINE, BEGUN_BY_WAITER);
    }

    /** Returns whether a task that was found in line may be given back as one that has not started; from then on no waiter runs it. */
    static boolean mayBeReturned(Runnable task) {
        // Pairs with tryBeginFor.
        return !(task instanceof SubmittedTask<?> own)
                || own.helper == null
                || CLAIM.compareAndSet(own, IN_LINE, RETURNED);
    }

    @Nullable
    KeyedLine line() {
        return line;
    }

    /** Returns whether somebody has begun it, as far as one can tell. */
    boolean hasBegun() {
        return body.runner != null;
    }

    /** Returns the thread that has to go on before it can end: who runs it, or who has the turn of its key; null if that is no worker. */
    @Nullable
    Shift holder() {
        return line == null ? body.runner : line.holder();
    }

    /** Drops what will not run. What runs drops itself. */
    @Override
    protected void done() {
        if (isCancelled() && !hasBegun()) {
            body.callable = null;
        }
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        Serving serving = isDone() ? null : Serving.current();
        if (serving == null) {
            return super.get();
        }
        serving.help(this);
        if (isDone()) {
            return super.get();
        }
        serving.beginWaiting(this);
        try {
            return super.get();
        } finally {
            serving.endWaiting();
        }
    }

    @Override
    public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return isDone()
                ? super.get(timeout, unit)
                : Serving.<V, TimeoutException>whileWaiting(() -> super.get(timeout, unit));
    }

    /** What the future calls, once. */
    private static final class Body<V extends @Nullable Object> implements Callable<V> {

        /** Null once it is of no use any more, so that a future keeps its result alone. */
        private volatile @Nullable Callable<V> callable;

        private volatile @Nullable Shift runner;

        Body(Callable<V> callable) {
            this.callable = callable;
        }

        @Override
        public V call() throws Exception {
            Callable<V> own = Objects.requireNonNull(callable);
            runner = Serving.current() instanceof Shift shift ? shift : null;
            try {
                return own.call();
            } finally {
                runner = null;
                callable = null;
            }
        }

        @Override
        public String toString() {
            return String.valueOf(callable);
        }
    }
}
