package io.millrace.ordered;

import io.millrace.executor.OrderedJob;
import io.millrace.executor.Series;
import io.millrace.executor.Worker;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One item of a {@link Mapping}. Its value says how far it has come: {@link #WAITING}, then {@link #BEGUN} by whoever is to run it or to say that nobody
 * will, then {@link #ENDED}.
 *
 * <p>The result and the failure are written between BEGUN and ENDED, and read after ENDED was read.
 */
final class MappedItem<I extends @Nullable Object, O extends @Nullable Object> extends AtomicInteger
        implements OrderedJob {

    private static final int WAITING = 0;
    private static final int BEGUN = 1;
    private static final int ENDED = 2;

    private static final long serialVersionUID = 1L;

    private final transient Mapping<I, O> mapping;

    /** Where it is a job. Written before it is submitted. */
    private transient @Nullable Series series;

    private transient @Nullable I argument;
    private transient @Nullable O result;
    private transient @Nullable Throwable failure;

    MappedItem(Mapping<I, O> mapping, I argument) {
        super(WAITING);
        this.mapping = mapping;
        this.argument = argument;
    }

    /** Applies the function in this thread, unless another has begun it. */
    @SuppressWarnings("NullAway") // Null only if I allows it: taken once, by whoever has begun.
    void run() {
        // Pairs with itself: a worker, one who waits for it, or who says that it will not run.
        if (!compareAndSet(WAITING, BEGUN)) {
            return;
        }
        I taken = argument;
        argument = null;
        try {
            if (mapping.isAbandoned()) {
                failure = new CancellationException("the item was abandoned");
            } else {
                result = mapping.apply(taken);
            }
        } catch (Throwable thrown) {
            failure = thrown;
        }
        end();
    }

    /** Says that it will not run, unless it has begun. */
    void fail(Throwable cause) {
        if (compareAndSet(WAITING, BEGUN)) {
            argument = null;
            failure = cause;
            end();
        }
    }

    private void end() {
        // Pairs with isEnded(), and in Mapping.ended() with who waits: written before it is asked who does.
        set(ENDED);
        mapping.ended(this);
    }

    boolean isEnded() {
        return get() == ENDED;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    @SuppressWarnings("NullAway") // Null only if O allows it: asked for when it has ended without failure.
    O result() {
        return result;
    }

    void goesInto(Series entered) {
        series = entered;
    }

    @Nullable
    Series series() {
        return series;
    }

    @Override
    public void parallel(Worker worker, long place) {
        run();
    }

    @Override
    public void serial(Worker worker) {
        mapping.left(this);
    }

    @Override
    public void abandoned() {
        fail(new CancellationException("the executor was stopped before the item began"));
        mapping.left(this);
    }
}
