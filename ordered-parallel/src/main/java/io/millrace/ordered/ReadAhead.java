package io.millrace.ordered;

import java.util.NoSuchElementException;
import java.util.Spliterator;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source no further ahead than the window allows. What the source throws, or the executor by taking no more, comes out where the next
 * element would, behind the results of those before.
 */
final class ReadAhead<I extends @Nullable Object, O extends @Nullable Object> implements OrderedIterator<O> {

    private final Spliterator<? extends I> source;
    private final OrderedWindow<I, O> window;
    private boolean exhausted;
    private @Nullable Throwable sourceFailure;

    ReadAhead(Spliterator<? extends I> source, OrderedWindow<I, O> window) {
        this.source = source;
        this.window = window;
    }

    @Override
    public boolean hasNext() {
        if (!window.isEmpty() || tryRead()) {
            return true;
        }
        Throwable failure = sourceFailure;
        sourceFailure = null;
        if (failure != null && !window.isClosed()) {
            window.close();
            throw OrderedWindow.<RuntimeException>unchecked(failure);
        }
        return false;
    }

    @Override
    public O next() {
        if (!hasNext()) {
            throw new NoSuchElementException("source is exhausted, or the iterator closed");
        }
        readAhead();
        return window.take();
    }

    /**
     * Reads an element for the one that is about to be taken, and more as long as that is not done. So a source that makes its reader wait holds a finished
     * result up for one element at most, and yet the window fills up where results are slower than the source.
     */
    private void readAhead() {
        boolean more = true;
        while (more && !window.isFull()) {
            more = tryRead() && !window.isReady();
        }
    }

    private boolean tryRead() {
        if (exhausted || window.isClosed()) {
            return false;
        }
        boolean read = false;
        try {
            read = source.tryAdvance(window::add);
        } catch (Throwable failure) {
            sourceFailure = failure;
        }
        exhausted = !read;
        return read;
    }

    @Override
    public void close() {
        window.close();
    }

    long estimateSize() {
        return source.estimateSize();
    }
}
