package io.millrace.samples.books;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.ordered.OrderedPipeline;
import io.millrace.ordered.PipelineBuilder;
import io.millrace.ordered.PipelineException;
import io.millrace.samples.output.Writing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Works on lines with an executor of its own: reads them side by side, has those of a symbol one at a time, writes rows side by side and hands them on in order. */
final class ParallelLines implements LinePipeline {
    private static final int WINDOW = 1024;

    private final MillraceExecutor executor;
    private final OrderedPipeline<FeedLine> pipeline;

    /** Starts it; without a place for bad lines the first one ends the run. */
    ParallelLines(int workers, Function<FeedEvent, Depth> books, @Nullable DeadLetters letters, Writing<byte[]> rows) {
        executor = MillraceExecutors.builder()
                .name("books")
                .workers(workers)
                .credits(2 * WINDOW)
                .reorderWindow(WINDOW)
                .seriesLimit(1)
                .build();
        PipelineBuilder<FeedLine, FeedEvent> parsed = OrderedPipeline.<FeedLine>on(executor)
                .parallel(FeedParser::new, (parser, line, place) -> parser.parse(line));
        PipelineBuilder<FeedLine, Depth> applied = refusing(parsed, letters).keyed(FeedEvent::symbol, books);
        pipeline = refusing(applied, letters)
                .parallel(RowFormat::new, (format, depth, place) -> format.row(depth))
                .serial(Writing.unchecked(rows))
                .start();
    }

    private static <O> PipelineBuilder<FeedLine, O> refusing(
            PipelineBuilder<FeedLine, O> stage, @Nullable DeadLetters letters) {
        return letters == null ? stage : stage.deadLetter(letters::add);
    }

    @Override
    public void submit(FeedLine line) throws IOException {
        try {
            pipeline.submit(line);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("an interruption");
        } catch (PipelineException failure) {
            throw failure(failure);
        }
    }

    @Override
    public int window() {
        return WINDOW;
    }

    @Override
    public void close() throws IOException {
        try {
            pipeline.close();
        } catch (PipelineException failure) {
            throw failure(failure);
        } finally {
            executor.close();
        }
    }

    /** Returns why rows could not be written, or throws what is wrong with a line. */
    private static IOException failure(PipelineException failure) {
        if (failure.getCause() instanceof BadLineException bad) {
            // A new one each time, since a failure cannot be suppressed by itself.
            throw bad.again();
        }
        return Writing.failure(failure);
    }
}
