package io.millrace.ordered.java24;

import io.millrace.executor.MillraceExecutor;
import io.millrace.ordered.OrderedStreams;
import io.millrace.ordered.OrderedWindow;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.stream.Gatherer;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/**
 * Gatherers that call a function in parallel, on the workers of an executor, and keep the order of the stream: {@link Gatherers#mapConcurrent} for any
 * Millrace executor in place of a virtual thread for each element.
 *
 * <p><b>Lifecycle.</b> A gatherer may be used for many streams, at the same time too. A stream asks nothing of the executor before it has an element; what is
 * under way takes one place among the open series of the executor, and nothing else is held. When the stream wants no more elements, what has not begun never
 * will; what has begun runs to its end and is not interrupted.
 *
 * <p><b>Threading.</b> The thread of the terminal operation reads the source and gets the results; workers call the function, for many elements at once. In a
 * task of the same executor that thread calls the function itself for an element that it needs next and that no worker has begun, so even a single
 * worker comes to the end. In a parallel stream, too, elements pass through the gatherer one after the other.
 *
 * <p><b>Ordering.</b> The order of the stream, whichever element is done first.
 *
 * <p><b>Backpressure.</b> Never more elements are under way, or done and not handed on, than the window holds. Results that are done are handed on whenever an
 * element comes.
 *
 * <p><b>Memory consistency effects.</b> The arrival of an element happens before the function is called with it, and that before the result is handed on.
 *
 * <p><b>Failure.</b> What the function throws comes out of the terminal operation in its place, behind the results before it: the same object, whatever its
 * class. So does a {@link RejectedExecutionException} if the executor takes no more or has too many series open. What is under way is abandoned then. A
 * thread that is interrupted while it waits stays interrupted and gets a {@link CancellationException}; so does one whose element had not begun when the
 * executor was {@linkplain MillraceExecutor#shutdownNow() stopped}.
 */
public final class OrderedGatherers {

    private OrderedGatherers() {}

    /** Returns a gatherer with a window of {@value OrderedStreams#DEFAULT_WINDOW}. */
    public static <T extends @Nullable Object, R extends @Nullable Object> Gatherer<T, ?, R> mapOrdered(
            MillraceExecutor executor, Function<? super T, ? extends R> function) {
        return mapOrdered(executor, OrderedStreams.DEFAULT_WINDOW, function);
    }

    /**
     * Returns a gatherer.
     *
     * @param window the most elements that are under way, or done and not handed on, 1 or more
     * @throws IllegalArgumentException if {@code window} is less than 1
     */
    public static <T extends @Nullable Object, R extends @Nullable Object> Gatherer<T, ?, R> mapOrdered(
            MillraceExecutor executor, int window, Function<? super T, ? extends R> function) {
        // Says at once what is wrong, and not in the terminal operation.
        OrderedWindow.of(executor, window, function);
        return Gatherer.ofSequential(
                () -> new Gathering<T, R>(OrderedWindow.of(executor, window, function)),
                Gatherer.Integrator.<Gathering<T, R>, T, R>of(Gathering::integrate),
                Gathering::finish);
    }
}
