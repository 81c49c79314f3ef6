package io.millrace.samples.output;

import io.millrace.ordered.PipelineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * The serial part of a pipeline that writes. A pipeline takes none that throws an {@link IOException}, so that goes through
 * it in an unchecked one.
 *
 * @param <T> what is written
 */
@FunctionalInterface
public interface Writing<T> {
    /** Writes. */
    void accept(T item) throws IOException;

    /** Returns what a pipeline takes. */
    static <T> Consumer<T> unchecked(Writing<? super T> writing) {
        return item -> {
            try {
                writing.accept(item);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        };
    }

    /**
     * Returns why it could not write, or throws what else made a pipeline fail. A new one each time: a pipeline fails both who
     * submits and who closes it, and no exception can be suppressed by itself.
     */
    static IOException failure(PipelineException failure) {
        if (failure.getCause() instanceof UncheckedIOException wrapped && wrapped.getCause() != null) {
            return new IOException(wrapped.getCause().getMessage(), wrapped.getCause());
        }
        throw failure;
    }
}
