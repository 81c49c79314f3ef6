package io.millrace.ordered;

import io.millrace.executor.MillraceExecutor;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of a pipeline.
 *
 * @param <I> what is submitted
 * @param <O> what the consumer gets
 */
public final class PipelineBuilder<I, O extends @Nullable Object> {

    /** The most items that can travel together. */
    public static final int LONGEST_VECTOR = 64;

    private final MillraceExecutor executor;
    private final Parallel<?, I, O> parallel;
    private @Nullable Consumer<? super O> sink;
    private boolean recordsLatency;
    private int longestVector = 1;

    private PipelineBuilder(MillraceExecutor executor, Parallel<?, I, O> parallel) {
        this.executor = executor;
        this.parallel = parallel;
    }

    static <I> PipelineBuilder<I, I> on(MillraceExecutor executor) {
        Objects.requireNonNull(executor, "executor");
        return new PipelineBuilder<>(executor, new Parallel<>(() -> "", (state, item, place) -> item));
    }

    /**
     * Sets the parallel part in place of one set before; items go on unchanged unless it is set. The serial part is to
     * be set afterwards, since it gets what this one makes.
     */
    public <R extends @Nullable Object> PipelineBuilder<I, R> parallel(Function<? super I, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return parallel(() -> "", (state, item, place) -> function.apply(item));
    }

    /**
     * Sets the parallel part in place of one set before, with a state for each worker, and one for all threads that {@linkplain
     * OrderedPipeline#invoke work on an item of theirs}, one at a time; the serial part is to be set afterwards. States are
     * made when they are first needed, and closed with the pipeline if they are {@link AutoCloseable}.
     */
    public <S extends @Nullable Object, R extends @Nullable Object> PipelineBuilder<I, R> parallel(
            Supplier<? extends S> perWorkerState, StageFunction<S, I, R> stage) {
        Objects.requireNonNull(perWorkerState, "perWorkerState");
        Objects.requireNonNull(stage, "stage");
        PipelineBuilder<I, R> builder = new PipelineBuilder<>(executor, new Parallel<>(perWorkerState, stage));
        builder.recordsLatency = recordsLatency;
        builder.longestVector = longestVector;
        return builder;
    }

    /** Sets the serial part, which gets the results one at a time, in the order of submission to their series. */
    public PipelineBuilder<I, O> serial(Consumer<? super O> consumer) {
        sink = Objects.requireNonNull(consumer, "consumer");
        return this;
    }

    /**
     * Lets successive items of a series travel in vectors: a worker takes up to {@code most} of them together if so many
     * wait and are short, no more than have lately taken 20 us. That makes the cost of small items a fraction. Items that
     * suddenly take longer may still travel together once or twice, until the first of them has been measured.
     *
     * <p>The items of a vector are worked on one after the other by one worker, and then handed to the consumer. So the stage
     * must wait neither for another item of its series nor for the consumer. A vector that a worker has begun counts as
     * started when the executor is stopped.
     *
     * @param most the longest vector, from 1, which is usual, to {@value #LONGEST_VECTOR}
     * @throws IllegalArgumentException if {@code most} is out of range
     */
    public PipelineBuilder<I, O> vectors(int most) {
        if (most < 1 || most > LONGEST_VECTOR) {
            throw new IllegalArgumentException(
                    "vector length out of range: most=" + most + ", lowest=1, highest=" + LONGEST_VECTOR);
        }
        longestVector = most;
        return this;
    }

    /**
     * Makes the pipeline record how long items wait and take. Costs four readings of the clock for an item on its own; in a vector one for each item or,
     * if they are shorter than 4 us, for 2 to 8 of them, and four for all. {@link PipelineStatistics} says how exact that is.
     */
    public PipelineBuilder<I, O> recordLatency() {
        recordsLatency = true;
        return this;
    }

    /**
     * Returns the pipeline, which takes items from now on.
     *
     * @throws IllegalStateException if no serial part was set
     */
    public OrderedPipeline<I> start() {
        Consumer<? super O> consumer = sink;
        if (consumer == null) {
            throw new IllegalStateException(
                    "pipeline has no serial part: call serial(consumer) after parallel(...) and before start()");
        }
        // One more, for a thread that works on its own item.
        int workers = executor.workerLimit() + 1;
        LatencyRecorder latency = recordsLatency ? new LatencyRecorder(workers) : null;
        return new OrderedPipeline<>(executor, parallel.work(workers, consumer, latency), longestVector);
    }

    /** A stage with the maker of its states, kept together because only the two know their type. */
    private record Parallel<S extends @Nullable Object, I, O extends @Nullable Object>(
            Supplier<? extends S> maker, StageFunction<S, I, O> stage) {

        PipelineWork<S, I, O> work(int workers, Consumer<? super O> sink, @Nullable LatencyRecorder latency) {
            return new PipelineWork<>(stage, new WorkerStates<>(workers, maker), sink, new PipelineProgress(), latency);
        }
    }
}
