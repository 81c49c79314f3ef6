package io.millrace.ordered;

import io.millrace.executor.MillraceExecutor;
import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Streams and iterators whose elements are worked on in parallel by an executor and come out in the order of their source, as by
 * {@code Stream.map}. What {@code Gatherers.mapConcurrent} is to virtual threads, {@code mapAsync} to Pekko and {@code flatMapSequential} to Reactor.
 *
 * <p><b>Lifecycle.</b> Nothing is read, and nothing is asked of the executor, before a terminal operation asks for an element. What is under way takes one place
 * among the open series of the executor; nothing else is held, so a stream or iterator may be dropped without being closed. Closing it abandons
 * what is under way: what has not begun never will, what has begun runs to its end and is not interrupted, and nothing more is read. After
 * a short-circuiting operation, such as {@code findFirst} or {@code limit}, nothing more is read either; what was read ahead is worked on to its end unless the
 * stream is closed, which try-with-resources does.
 *
 * <p><b>Threading.</b> The thread of the terminal operation reads the source and gets the results; workers of the executor call the function, for
 * many elements at once. In a task of the same executor that thread calls the function itself for an element that it needs next and that no worker has
 * begun: it never waits for a worker to become free, so even a single worker comes to the end. The stream that is returned is sequential; {@link
 * BaseStream#parallel()} does not split it.
 *
 * <p><b>Ordering.</b> The order of the source, whichever element is done first. A source without an order comes in the order in which it is read.
 *
 * <p><b>Backpressure.</b> Never more elements were read than the window holds, counted from the first that was not handed on. It is read ahead while
 * the next result is not done yet; a source that makes its reader wait holds a result that is done up for one element at most.
 *
 * <p><b>Memory consistency effects.</b> Reading an element happens before the function is called with it, and that before the result is handed on.
 *
 * <p><b>Failure.</b> What the function throws comes out of the terminal operation in its place, behind the results before it: the same object,
 * whatever its class. So does what the source throws, and a {@link RejectedExecutionException} if the executor takes no more or has too many series open. What is
 * under way is abandoned then. A thread that is interrupted while it waits stays interrupted and gets a {@link CancellationException}; so does one whose
 * element had not begun when the executor was {@linkplain MillraceExecutor#shutdownNow() stopped}.
 */
public final class OrderedStreams {

    /** The window where none is said. */
    public static final int DEFAULT_WINDOW = 64;

    private OrderedStreams() {}

    /** Returns the results of {@code function} for the elements of a stream, with a window of {@value #DEFAULT_WINDOW}. */
    public static <I extends @Nullable Object, O extends @Nullable Object> Stream<O> mapOrdered(
            Stream<? extends I> source, Function<? super I, ? extends O> function, MillraceExecutor executor) {
        return mapOrdered(source, function, executor, DEFAULT_WINDOW);
    }

    /**
     * Returns the results of {@code function} for the elements of a stream, which is consumed by this and closed with the stream that is returned.
     *
     * @param window the most elements that are read ahead, 1 or more
     * @throws IllegalArgumentException if {@code window} is less than 1
     */
    public static <I extends @Nullable Object, O extends @Nullable Object> Stream<O> mapOrdered(
            Stream<? extends I> source,
            Function<? super I, ? extends O> function,
            MillraceExecutor executor,
            int window) {
        Objects.requireNonNull(source, "source");
        OrderedWindow<I, O> items = OrderedWindow.of(executor, window, function);
        ReadAhead<I, O> elements = new ReadAhead<>(source.spliterator(), items);
        return StreamSupport.stream(new OrderedSpliterator<>(elements), false)
                .onClose(elements::close)
                .onClose(source::close);
    }

    /** Returns the results of {@code function} for the elements of an iterator, with a window of {@value #DEFAULT_WINDOW}. */
    public static <I extends @Nullable Object, O extends @Nullable Object> OrderedIterator<O> mapOrdered(
            Iterator<? extends I> source, Function<? super I, ? extends O> function, MillraceExecutor executor) {
        return mapOrdered(source, function, executor, DEFAULT_WINDOW);
    }

    /**
     * Returns the results of {@code function} for the elements of an iterator.
     *
     * @param window the most elements that are read ahead, 1 or more
     * @throws IllegalArgumentException if {@code window} is less than 1
     */
    public static <I extends @Nullable Object, O extends @Nullable Object> OrderedIterator<O> mapOrdered(
            Iterator<? extends I> source,
            Function<? super I, ? extends O> function,
            MillraceExecutor executor,
            int window) {
        Objects.requireNonNull(source, "source");
        OrderedWindow<I, O> items = OrderedWindow.of(executor, window, function);
        return new ReadAhead<>(Spliterators.spliteratorUnknownSize(source, 0), items);
    }
}
