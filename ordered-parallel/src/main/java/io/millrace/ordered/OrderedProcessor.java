package io.millrace.ordered;

import io.millrace.executor.MillraceExecutor;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * A processor of {@link Flow} that applies a function to elements in parallel and publishes the results in the order of the elements. It keeps the rules of
 * Reactive Streams.
 *
 * <p><b>Lifecycle.</b> Subscribed once to a publisher, and once by a subscriber; a second subscriber gets an {@link IllegalStateException}, and a second
 * subscription is cancelled. It ends when the publisher has completed or failed, the function has failed, or the subscriber cancels. What is under way
 * takes one place among the open series of the executor; nothing else is held.
 *
 * <p><b>Threading.</b> Workers call the function, for many elements at once. The subscriber is called by one thread at a time: the worker that ends an
 * element, or the thread that requests, completes, subscribes, or stops the executor. So a subscriber should not wait for long.
 *
 * <p><b>Ordering.</b> The order of the publisher, whichever element is done first.
 *
 * <p><b>Backpressure.</b> At most as many elements as the window holds are requested from the publisher and not yet passed to the subscriber, whatever that has
 * requested. Requests to the publisher come when half of the window was passed on.
 *
 * <p><b>Memory consistency effects.</b> {@code onNext} of an element happens before the function is called with it, and that before {@code onNext} of the result.
 *
 * <p><b>Failure.</b> What the function throws goes to {@code onError} in its place, behind the results before it, and the publisher is cancelled. So does the failure
 * of the publisher; a {@link NullPointerException} if the function returns null; a {@link RejectedExecutionException} if the executor takes no more or has too many
 * series open; and a {@link CancellationException} if it was {@linkplain MillraceExecutor#shutdownNow() stopped} before the element began. A subscriber that throws
 * counts as cancelled, and what it has thrown goes on to whoever has called it; in a worker, to the uncaught exception handler.
 *
 * @param <I> what the publisher publishes
 * @param <O> what the subscriber gets
 */
public final class OrderedProcessor<I, O> implements Flow.Processor<I, O> {

    private final ProcessorWork<I, O> work;

    private OrderedProcessor(ProcessorWork<I, O> work) {
        this.work = work;
    }

    /** Returns a processor with a window of {@value OrderedStreams#DEFAULT_WINDOW}. */
    public static <I, O> OrderedProcessor<I, O> mapOrdered(
            Function<? super I, ? extends O> function, MillraceExecutor executor) {
        return mapOrdered(function, executor, OrderedStreams.DEFAULT_WINDOW);
    }

    /**
     * Returns a processor.
     *
     * @param window the most elements that are requested and not yet passed on, 1 or more
     * @throws IllegalArgumentException if {@code window} is less than 1
     */
    public static <I, O> OrderedProcessor<I, O> mapOrdered(
            Function<? super I, ? extends O> function, MillraceExecutor executor, int window) {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(executor, "executor");
        return new OrderedProcessor<>(new ProcessorWork<>(function, executor, OrderedWindow.requireSize(window)));
    }

    @Override
    public void subscribe(Flow.Subscriber<? super O> subscriber) {
        work.subscribe(Objects.requireNonNull(subscriber, "subscriber"));
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        work.begin(Objects.requireNonNull(subscription, "subscription"));
    }

    @Override
    public void onNext(I element) {
        work.add(Objects.requireNonNull(element, "element"));
    }

    @Override
    public void onError(Throwable failure) {
        work.finish(Objects.requireNonNull(failure, "failure"));
    }

    @Override
    public void onComplete() {
        work.finish(null);
    }

    @Override
    public String toString() {
        return "processor[" + work + "]";
    }
}
