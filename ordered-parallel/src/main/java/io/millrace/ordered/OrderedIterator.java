package io.millrace.ordered;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * An iterator over the results of a function that is applied in parallel, in the order of the source; made by
 * {@link OrderedStreams#mapOrdered(Iterator, java.util.function.Function, io.millrace.executor.MillraceExecutor) mapOrdered}, which tells the rules.
 *
 * <p>{@link #hasNext()} reads an element of the source if none is under way, and does not wait for a result. Once {@link #next()} or {@code hasNext()} has
 * thrown what the function or the source has thrown, the iterator is closed.
 *
 * @param <O> what the function returns
 */
public interface OrderedIterator<O extends @Nullable Object> extends Iterator<O>, AutoCloseable {

    /** Abandons what is under way, reads no further, and returns at once; there is no next element then. May be called by any thread. */
    @Override
    void close();
}
