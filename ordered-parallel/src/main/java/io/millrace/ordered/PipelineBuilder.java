package io.millrace.ordered;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.Stop;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collects the stages of a pipeline, and what it ends in.
 *
 * <p>Each stage gets what the one before it makes. Stages that run side by side and follow one another are done without a stop; before
 * another an item is handed on, as an entry of the device that is forwarded, which never waits for room.
 *
 * <p>What adds a stage, or says something of the last one, returns another builder, which goes on from there; this one refuses everything then with {@code
 * IllegalStateException}, so that nothing is forgotten. All else changes this builder.
 *
 * <p><b>Ordering.</b> Items have the order of submission to their series: stages of a key and of a worker get them in that order, and so does the
 * consumer, until a stage is {@link #unordered}.
 *
 * @param <I> what is submitted
 * @param <O> what the next stage gets, or the consumer
 */
public final class PipelineBuilder<I, O extends @Nullable Object> {

    /** The most items that can travel together. */
    public static final int LONGEST_VECTOR = 64;

    private final MillraceExecutor executor;

    /** The stages before the last one, what adds that, and the last one itself; null if there is none. */
    private final Route before;

    private final Function<Stage<?, ?, ?>, Route> adding;
    private final @Nullable Stage<?, ?, ?> last;
    private @Nullable Consumer<? super O> sink;
    private boolean recordsLatency;
    private int longestVector = 1;
    private @Nullable Duration timeout;
    private @Nullable BiConsumer<? super I, ? super Exception> leftOut;

    /** Whether another builder goes on from here. */
    private boolean continued;

    private PipelineBuilder(
            MillraceExecutor executor,
            Route before,
            Function<Stage<?, ?, ?>, Route> adding,
            @Nullable Stage<?, ?, ?> last) {
        this.executor = executor;
        this.before = before;
        this.adding = adding;
        this.last = last;
    }

    static <I> PipelineBuilder<I, I> on(MillraceExecutor executor) {
        Objects.requireNonNull(executor, "executor");
        return new PipelineBuilder<>(executor, Route.START, stage -> Route.START, null);
    }

    private Route route() {
        return last == null ? before : adding.apply(last);
    }

    private <R extends @Nullable Object> PipelineBuilder<I, R> with(
            Route earlier, Function<Stage<?, ?, ?>, Route> addition, Stage<?, ?, ?> stage) {
        requireLatest();
        PipelineBuilder<I, R> builder = new PipelineBuilder<>(executor, earlier, addition, stage);
        builder.recordsLatency = recordsLatency;
        builder.longestVector = longestVector;
        builder.timeout = timeout;
        builder.leftOut = leftOut;
        continued = true;
        return builder;
    }

    /** Nothing that was said of a pipeline is forgotten without a word. */
    private void requireLatest() {
        if (continued) {
            throw new IllegalStateException(
                    "a stage was added, or amended, after what this builder has: go on with the builder that this returned");
        }
    }

    private <R extends @Nullable Object> PipelineBuilder<I, R> parallel(Stage<?, ?, ?> stage) {
        Route earlier = route();
        return with(earlier, earlier::parallel, stage);
    }

    private <R extends @Nullable Object> PipelineBuilder<I, R> unordered(Stage<?, ?, ?> stage) {
        Route earlier = route();
        return with(earlier, earlier::unordered, stage);
    }

    private <R extends @Nullable Object> PipelineBuilder<I, R> keyed(Function<? super O, ?> key, Stage<?, ?, ?> stage) {
        Route earlier = route();
        Function<Object, ?> ofItem = erased(key);
        return with(earlier, added -> earlier.keyed(ofItem, added), stage);
    }

    /** Adds a stage that workers run side by side; the order is kept. */
    public <R extends @Nullable Object> PipelineBuilder<I, R> parallel(Function<? super O, ? extends R> function) {
        return parallel(stage(function));
    }

    /**
     * Adds a stage that workers run side by side, with a state for each worker, and one for all threads that {@linkplain
     * OrderedPipeline#invoke work on an item of theirs}, one at a time. States are
     * made when they are first needed, and closed with the pipeline if they are {@link AutoCloseable}.
     */
    public <S extends @Nullable Object, R extends @Nullable Object> PipelineBuilder<I, R> parallel(
            Supplier<? extends S> perWorkerState, StageFunction<S, ? super O, ? extends R> stage) {
        return parallel(stage(perWorkerState, stage));
    }

    /**
     * Adds a stage that workers run side by side, and gives up the order: from here on nothing waits for a slow item, and what follows gets items as they come.
     * A stage of a key still gets those of one key one at a time.
     */
    public <R extends @Nullable Object> PipelineBuilder<I, R> unordered(Function<? super O, ? extends R> function) {
        return unordered(stage(function));
    }

    /** Adds a stage as {@link #unordered(Function)} does, with states as those of {@link #parallel(Supplier, StageFunction)}. */
    public <S extends @Nullable Object, R extends @Nullable Object> PipelineBuilder<I, R> unordered(
            Supplier<? extends S> perWorkerState, StageFunction<S, ? super O, ? extends R> stage) {
        return unordered(stage(perWorkerState, stage));
    }

    /**
     * Adds a stage that has items whose keys are equal one at a time, in their order, and others side by side. A key is free for its next item when the stage has returned,
     * not when the result has been taken. So what belongs to a key, such as an account, needs no lock, and each item sees what the one before has left.
     *
     * <p>Two keys may wait for each other, about one pair in a thousand; a key that is slow is not to stop others for long. The stage must not wait for another item.
     *
     * @param key tells the key of an item, which is not null; called side by side, so it must not depend on other items
     */
    public <R extends @Nullable Object> PipelineBuilder<I, R> keyed(
            Function<? super O, ?> key, Function<? super O, ? extends R> function) {
        return keyed(key, stage(function));
    }

    /** Adds a stage as {@link #keyed(Function, Function)} does, with states as those of {@link #parallel(Supplier, StageFunction)}. */
    public <S extends @Nullable Object, R extends @Nullable Object> PipelineBuilder<I, R> keyed(
            Function<? super O, ?> key,
            Supplier<? extends S> perWorkerState,
            StageFunction<S, ? super O, ? extends R> stage) {
        return keyed(key, stage(perWorkerState, stage));
    }

    /**
     * Adds a stage that one worker runs, which has all items one after the other, in their order. That is one thread for as long as the worker is not idle for
     * the keep-alive time.
     *
     * @throws IndexOutOfBoundsException if the executor has no such worker
     */
    public <R extends @Nullable Object> PipelineBuilder<I, R> directed(
            int worker, Function<? super O, ? extends R> function) {
        Route earlier = route();
        Stop stop = executor.stopAt(worker);
        return with(earlier, added -> earlier.at(stop, added), stage(function));
    }

    /**
     * Adds a stage that workers run side by side and that returns before its result is there, such as a call of another machine: nobody waits for that, and the order is kept. As
     * many items may be out as the reorder window of the executor holds, whatever the number of workers.
     *
     * <p>An item whose result comes in no time holds up those behind it, and the end of the executor: let {@link #timeout} see to that, or the stage, for instance by {@link
     * java.util.concurrent.CompletableFuture#orTimeout}. An item that fails, and {@link OrderedPipeline#abort()}, wait for no result of those behind. A result that nobody waits for any
     * more is cancelled if it is a {@code Future}: so return a {@code copy()} of one that others wait for too.
     *
     * <p>The policies for failures hold for what the stage throws and for what it returned and fails later, but for {@link #retry}.
     */
    public <R extends @Nullable Object> PipelineBuilder<I, R> async(
            Function<? super O, ? extends CompletionStage<? extends R>> function) {
        Route earlier = route();
        return with(earlier, added -> earlier.parallel(added).async(), promising(function));
    }

    /**
     * Adds a stage as {@link #async} does, that has items whose keys are equal one at a time: a key is free for its next item when the result is there, or nobody waits
     * for it any more, though whoever was called may still be at work.
     */
    public <R extends @Nullable Object> PipelineBuilder<I, R> keyedAsync(
            Function<? super O, ?> key, Function<? super O, ? extends CompletionStage<? extends R>> function) {
        Route earlier = route();
        Function<Object, ?> ofItem = erased(key);
        return with(earlier, added -> earlier.keyed(ofItem, added).async(), promising(function));
    }

    /**
     * Adds a stage that returns before its result is there, as {@link #async} does, and gives up the order as {@link #unordered} does: what follows gets results as they
     * come, and one that comes in no time holds up nobody.
     */
    public <R extends @Nullable Object> PipelineBuilder<I, R> unorderedAsync(
            Function<? super O, ? extends CompletionStage<? extends R>> function) {
        Route earlier = route();
        return with(earlier, added -> earlier.unordered(added).async(), promising(function));
    }

    /**
     * Adds a stage that gets several items at once, such as one call of a database for all of them, and returns a list with one result for each, in the same order. A batch is
     * complete when it has {@code most} items, when the first of them has waited {@code longest}, by {@link OrderedPipeline#flush()}, or when nothing else is on its way and the pipeline is
     * closed, or its executor shut down. An item that is {@linkplain OrderedPipeline#invoke invoked} completes its batch.
     *
     * <p><b>Threading.</b> Batches are worked on side by side, each by one worker. No worker and no thread waits for a batch to be complete.
     *
     * <p><b>Ordering.</b> Items join in the order of submission to their series, those of several series mixed as they come, and the results go on in that order. After an {@link #unordered}
     * stage both are as they come. An item that was left out before is in no batch, and none waits for it.
     *
     * <p><b>Backpressure.</b> An item that waits has its place in the reorder window and its credit. So a batch has no more items than fit in half of the window, in a part of that if there
     * are several such stages: a pipeline never waits for items that have no room. Many pipelines that share the credits of one executor may wait for {@code longest}.
     *
     * <p><b>Failure.</b> What the function throws, and a list of another length, is a failure of each item of the batch, and {@link #retry} tries the whole batch again. See {@link #singly()}.
     *
     * @param function gets a list that cannot be changed
     * @throws IllegalArgumentException if {@code most} or {@code longest} is not positive
     */
    public <R extends @Nullable Object> PipelineBuilder<I, R> batched(
            int most, Duration longest, Function<? super List<O>, ? extends List<? extends R>> function) {
        return batched(Batching.of(most, longest), function);
    }

    /** Adds a stage as {@link #batched(int, Duration, Function)} does, with more to say about what is a batch. */
    public <R extends @Nullable Object> PipelineBuilder<I, R> batched(
            Batching<? super O> batching, Function<? super List<O>, ? extends List<? extends R>> function) {
        Objects.requireNonNull(function, "function");
        return batched(batching, PipelineBuilder::noState, (state, items, place) -> function.apply(items));
    }

    /**
     * Adds a stage as {@link #batched(Batching, Function)} does, with states as those of {@link #parallel(Supplier, StageFunction)}, such as a connection for each worker.
     *
     * @param stage gets the place of the first item
     */
    public <S extends @Nullable Object, R extends @Nullable Object> PipelineBuilder<I, R> batched(
            Batching<? super O> batching,
            Supplier<? extends S> perWorkerState,
            StageFunction<S, List<O>, ? extends List<? extends R>> stage) {
        Objects.requireNonNull(batching, "batching");
        Objects.requireNonNull(perWorkerState, "perWorkerState");
        Objects.requireNonNull(stage, "stage");
        Route earlier = route();
        return with(earlier, added -> earlier.batched(batching, added), BatchStage.of(perWorkerState, stage));
    }

    /**
     * Has the stage before this, which gets {@linkplain #batched several items at once}, try each item by itself when it throws an exception for all of them; so one bad item does not fail
     * the others. What comes before this, such as {@link #retry}, holds for each call of the stage, and what comes after it for the items that fail by themselves.
     */
    public PipelineBuilder<I, O> singly() {
        return amended(PipelineBuilder::notBatched, BatchStage::singly, PipelineBuilder::notBatched);
    }

    private static StageFunction<Object, Object, Object> notBatched(StageFunction<Object, Object, Object> stage) {
        throw new IllegalStateException("the stage before gets items one by one: call singly() after batched");
    }

    /**
     * Has the stage before this try again when it throws an exception, at once and in place, up to so many times in all. Without that, and without what follows
     * here, the first item that fails in the order of its series fails the pipeline. A stage that is {@link #async} is tried again if it throws, and not
     * for what it returned.
     *
     * @throws IllegalArgumentException if {@code attempts} is not positive
     */
    public PipelineBuilder<I, O> retry(int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException("number of attempts must be positive: attempts=" + attempts);
        }
        return amended(
                stage -> OnFailure.retry(attempts, stage),
                stage -> OnFailure.retry(attempts, stage),
                stage -> OnFailure.retry(attempts, stage));
    }

    /** Has items go on with something else for which the stage before this throws an exception; it gets the item as the stage got it. */
    public PipelineBuilder<I, O> replaceFailed(BiFunction<Object, ? super Exception, ? extends O> replacement) {
        Objects.requireNonNull(replacement, "replacement");
        return amended(
                stage -> OnFailure.replace(replacement, stage),
                stage -> BatchStage.replace(replacement, stage),
                stage -> AsyncStage.replace(replacement, stage));
    }

    /** Leaves out items for which the stage before this throws an exception: no later stage nor the consumer gets them. */
    public PipelineBuilder<I, O> skipFailed() {
        return deadLetter((item, failure) -> {});
    }

    /**
     * Leaves out items as {@link #skipFailed} does, and hands them over with what was thrown.
     *
     * @param letters gets the item as the stage got it, on the worker, before its turn, and several at the same time. What it throws fails the pipeline
     */
    public PipelineBuilder<I, O> deadLetter(BiConsumer<Object, ? super Exception> letters) {
        Objects.requireNonNull(letters, "letters");
        return amended(
                stage -> OnFailure.deadLetter(letters, stage),
                stage -> BatchStage.deadLetter(letters, stage),
                stage -> AsyncStage.deadLetter(letters, stage));
    }

    @SuppressWarnings("unchecked") // The stage takes and makes what it did.
    private PipelineBuilder<I, O> amended(
            UnaryOperator<StageFunction<Object, Object, Object>> ofItem,
            UnaryOperator<StageFunction<Object, Object, Object>> ofBatch,
            UnaryOperator<StageFunction<Object, Object, Object>> ofPromise) {
        if (last == null) {
            throw new IllegalStateException("there is no stage whose failures this could be for: call it after one");
        }
        Stage<Object, Object, Object> stage = (Stage<Object, Object, Object>) last;
        UnaryOperator<StageFunction<Object, Object, Object>> policy = switch (stage.form()) {
            case OF_ITEMS -> ofItem;
            case OF_BATCHES -> ofBatch;
            case OF_PROMISES -> ofPromise;
        };
        return with(before, adding, new Stage<>(stage.maker(), policy.apply(stage.function()), stage.form()));
    }

    /** Sets the serial part, which gets the results one at a time, in the order of submission to their series. */
    public PipelineBuilder<I, O> serial(Consumer<? super O> consumer) {
        requireLatest();
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
     * started when the executor is stopped. For pipelines whose stages are all {@link #parallel}: others take items apart.
     *
     * @param most the longest vector, from 1, which is usual, to {@value #LONGEST_VECTOR}
     * @throws IllegalArgumentException if {@code most} is out of range
     */
    public PipelineBuilder<I, O> vectors(int most) {
        if (most < 1 || most > LONGEST_VECTOR) {
            throw new IllegalArgumentException(
                    "vector length out of range: most=" + most + ", lowest=1, highest=" + LONGEST_VECTOR);
        }
        requireLatest();
        longestVector = most;
        return this;
    }

    /**
     * Leaves out items whose result the consumer has not got within {@code timeout} of their submission: what is late is of no use. A stage that works on one is not
     * interrupted; one that waits for what an asynchronous stage has returned waits no longer. Nothing behind it waits longer on its account.
     *
     * @throws IllegalArgumentException if {@code timeout} is not positive
     */
    public PipelineBuilder<I, O> timeout(Duration timeout) {
        requireLatest();
        this.timeout = ItemTicket.requirePositive(timeout);
        return this;
    }

    /**
     * Tells {@code observer} of each item that the consumer does not get, unless a stage has left it out by {@link #skipFailed} or {@link #deadLetter}: with a {@code
     * CancellationException} if it was cancelled, or the pipeline aborted; a {@code TimeoutException} if it was late; and the {@link PipelineException} that has
     * failed the pipeline, which the end of the executor does too if it comes before that of an item. One that the consumer throws an exception for it has got.
     *
     * @param observer called by workers in the turn of the item, so in order and one at a time for each series; when the executor is stopped by who stops it, in
     *     any order. What it throws fails the pipeline
     */
    public PipelineBuilder<I, O> onLeftOut(BiConsumer<? super I, ? super Exception> observer) {
        requireLatest();
        leftOut = Objects.requireNonNull(observer, "observer");
        return this;
    }

    /**
     * Makes the pipeline record how long items wait and take. Costs four readings of the clock for an item on its own; in a vector one for each item or,
     * if they are shorter than 4 us, for 2 to 8 of them, and four for all. {@link PipelineStatistics} says how exact that is.
     */
    public PipelineBuilder<I, O> recordLatency() {
        requireLatest();
        recordsLatency = true;
        return this;
    }

    /**
     * Returns the pipeline, which takes items from now on.
     *
     * @throws IllegalStateException if no serial part was set, or vectors are asked for and a stage takes items apart, or a {@link #timeout}
     */
    public OrderedPipeline<I> start() {
        requireLatest();
        Consumer<? super O> consumer = sink;
        if (consumer == null) {
            throw new IllegalStateException(
                    "pipeline has no serial part: call serial(consumer) after the last stage and before start()");
        }
        Route route = route();
        if (longestVector > 1 && !route.isStraight()) {
            throw new IllegalStateException(
                    "vectors are for pipelines whose stages are all parallel, others take items apart: most="
                            + longestVector + "; leave vectors(n) out");
        }
        if (longestVector > 1 && timeout != null) {
            throw new IllegalStateException("items that travel in vectors cannot be late one by one: most="
                    + longestVector + ", timeout=" + timeout + "; leave vectors(n) or timeout(t) out");
        }
        return new OrderedPipeline<>(executor, work(route, consumer), longestVector);
    }

    @SuppressWarnings("unchecked") // Each stage takes what the one before it makes.
    private PipelineWork<I> work(Route route, Consumer<? super O> consumer) {
        // One more, for a thread that works on its own item.
        int workers = executor.workerLimit() + 1;
        LatencyRecorder latency = recordsLatency ? new LatencyRecorder(workers) : null;
        PipelineProgress progress = new PipelineProgress();
        Bookkeeping<I> books = new Bookkeeping<>(progress, new RunningItems(workers), leftOut, timeout, latency);
        if (!route.isStraight()) {
            return new RouteWork<>(route, workers, executor, consumer, books);
        }
        Stage<?, ?, ?> own = route.first().stage();
        Stage<Object, I, O> stage = own == null
                ? new Stage<>(PipelineBuilder::noState, (state, item, place) -> (O) item)
                : (Stage<Object, I, O>) own;
        return StraightWork.of(stage, workers, consumer, books);
    }

    private static <A, R extends @Nullable Object> Stage<Object, A, R> stage(
            Function<? super A, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return new Stage<>(PipelineBuilder::noState, (state, item, place) -> function.apply(item));
    }

    private static <A> Stage<Object, A, Object> promising(Function<? super A, ? extends CompletionStage<?>> function) {
        Stage<Object, A, Object> stage = stage(function);
        return new Stage<>(stage.maker(), stage.function(), Stage.Form.OF_PROMISES);
    }

    private static <S extends @Nullable Object, A, R extends @Nullable Object> Stage<S, A, R> stage(
            Supplier<? extends S> perWorkerState, StageFunction<S, ? super A, ? extends R> function) {
        Objects.requireNonNull(perWorkerState, "perWorkerState");
        Objects.requireNonNull(function, "stage");
        return new Stage<>(perWorkerState, function::apply);
    }

    private static Object noState() {
        return "";
    }

    @SuppressWarnings("unchecked") // It gets what the stage before makes.
    private static Function<Object, ?> erased(Function<?, ?> key) {
        return (Function<Object, ?>) Objects.requireNonNull(key, "key");
    }
}
