package io.millrace.ordered;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A stage that has each item go to the first handler that takes it. One that no handler takes is left out of the pipeline, and counted, unless there is a
 * handler for the {@linkplain #otherwise rest}.
 *
 * <p><b>Lifecycle.</b> Each object is immutable but for its count: {@link #when} and {@link #otherwise} return another one.
 *
 * <p><b>Threading.</b> That of the stage: handlers of {@code parallel(dispatch)} run side by side, those of {@code keyed(key, dispatch)} one at a time for each
 * key, those of {@code directed(worker, dispatch)} one after the other.
 *
 * <p><b>Ordering.</b> That of the stage too, for each handler and for all of them. What is left out holds up nothing.
 *
 * <p><b>Failure.</b> What a predicate or a handler throws is a failure of the stage. Leaving out is none. By itself, not in a pipeline, a call for an item that
 * no handler takes throws.
 *
 * @param <I> what comes in
 * @param <O> what handlers make of it
 */
public final class Dispatch<I, O extends @Nullable Object> implements Function<I, O> {

    private record Handler<I, O extends @Nullable Object>(
            Predicate<? super I> takes, Function<? super I, ? extends O> work) {}

    private final List<Handler<I, O>> handlers;
    private final LongAdder leftOut = new LongAdder();

    private Dispatch(List<Handler<I, O>> handlers) {
        this.handlers = handlers;
    }

    /** Returns a stage with one handler. */
    public static <I, O extends @Nullable Object> Dispatch<I, O> of(
            Predicate<? super I> takes, Function<? super I, ? extends O> handler) {
        return new Dispatch<I, O>(List.of()).when(takes, handler);
    }

    /** Returns a stage with one handler more, for items that none before it takes. */
    public Dispatch<I, O> when(Predicate<? super I> takes, Function<? super I, ? extends O> handler) {
        Objects.requireNonNull(takes, "takes");
        Objects.requireNonNull(handler, "handler");
        List<Handler<I, O>> longer = new ArrayList<>(handlers);
        longer.add(new Handler<>(takes, handler));
        return new Dispatch<>(List.copyOf(longer));
    }

    /** Returns a stage that leaves nothing out. */
    public Dispatch<I, O> otherwise(Function<? super I, ? extends O> handler) {
        return when(item -> true, handler);
    }

    @Override
    public O apply(I item) {
        for (Handler<I, O> handler : handlers) {
            if (handler.takes.test(item)) {
                return handler.work.apply(item);
            }
        }
        leftOut.increment();
        throw new OnFailure.SkippedItem();
    }

    /** Returns how many items no handler took, in all pipelines that have this object as a stage. */
    public long leftOutCount() {
        return leftOut.sum();
    }

    @Override
    public String toString() {
        return "dispatch[handlers=" + handlers.size() + ", leftOut=" + leftOut + "]";
    }
}
