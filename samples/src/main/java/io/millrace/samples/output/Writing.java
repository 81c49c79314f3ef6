package io.millrace.samples.output;

import io.millrace.ordered.PipelineException;
import java.io.IOException;
import java.io.InterruptedIOException;
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

    /** A call that hands something over to a pipeline. */
    @FunctionalInterface
    interface Submission {
        /** Waits while the pipeline is full. */
        void run() throws InterruptedException;
    }

    /** Hands something over to a pipeline; throws why that could not write what came before. */
    static void submit(Submission submission) throws IOException {
        try {
            submission.run();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("an interruption");
        } catch (PipelineException failure) {
            throw failure(failure);
        }
    }

    /** Closes a pipeline; throws why it could not write. */
    static void end(Runnable close) throws IOException {
        try {
            close.run();
        } catch (PipelineException failure) {
            throw failure(failure);
        }
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
