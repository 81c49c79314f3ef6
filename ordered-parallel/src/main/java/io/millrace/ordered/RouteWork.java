package io.millrace.ordered;

import io.millrace.executor.DetachedJob;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.Stop;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The work of a pipeline whose items make stops. */
final class RouteWork<I> implements PipelineWork<I> {

    private final Route route;
    private final List<LegWork> legs;
    private final Consumer<Object> sink;
    private final int window;
    private final Bookkeeping<I> books;

    /** Where items wait for others, by the leg that they go together. */
    private final @Nullable BatchGate[] gates;

    /** Items that wait at the gates. */
    private final AtomicInteger waiting = new AtomicInteger();

    /** What jobs wait for, since a stage has made something that is not complete. */
    private final Set<TravellingJob<I>.Await> awaited = ConcurrentHashMap.newKeySet();

    @SuppressWarnings("unchecked") // The builder has seen that the sink takes what the last stage makes.
    RouteWork(Route route, int workers, MillraceExecutor executor, Consumer<?> sink, Bookkeeping<I> books) {
        this.route = route;
        window = executor.reorderWindow();
        this.sink = (Consumer<Object>) sink;
        this.books = books;
        legs = route.legs().stream().map(leg -> LegWork.of(leg, workers)).toList();
        gates = gates(route, window, waiting);
        if (route.takesBatches()) {
            books.progress().whenFewer(this::flushIfAllWait);
        }
    }

    /**
     * Returns the gates of a way. All together hold so few items that a series is never full of those that wait for others: who has found it full comes again
     * when half of it is free.
     */
    private static @Nullable BatchGate[] gates(Route route, int window, AtomicInteger waiting) {
        List<Leg> legs = route.legs();
        long count = legs.stream().filter(leg -> leg.batching() != null).count();
        @Nullable BatchGate[] gates = new BatchGate[legs.size() + 1];
        for (int leg = 0; leg < legs.size(); leg++) {
            Batching<?> batching = legs.get(leg).batching();
            if (batching != null) {
                int room = (int) ((window - Math.max(1, window / 2)) / count + 1);
                gates[leg] = new BatchGate(batching.most(), room, batching.longestNanos(), waiting);
            }
        }
        return gates;
    }

    /** What is done on a leg; states are null if that is nothing. */
    private record LegWork(
            Leg leg, @Nullable WorkerStates<Object> states, StageFunction<Object, Object, Object> function) {

        @SuppressWarnings("unchecked") // The stage has both.
        static LegWork of(Leg leg, int workers) {
            Stage<Object, Object, Object> stage = (Stage<Object, Object, Object>) leg.stage();
            return stage == null
                    ? new LegWork(leg, null, (state, item, place) -> item)
                    : new LegWork(leg, new WorkerStates<>(workers, stage.maker()), stage.function());
        }

        @SuppressWarnings("NullAway") // The stage before has made the value, null only if this one takes that.
        @Nullable
        Object apply(int worker, @Nullable Object value, long place) throws Exception {
            return states == null ? value : function.apply(states.of(worker), value, place);
        }
    }

    /** Where the items of one series are brought back into order, by the leg that this is before; the last one is before the end. */
    static final class Gatherings {

        private final @Nullable Gathering[] before;

        private Gatherings(Route route, int window) {
            int end = route.legs().size();
            before = new Gathering[end + 1];
            for (int leg = 0; leg < end; leg++) {
                before[leg] = route.legs().get(leg).inOrder() ? new Gathering(window) : null;
            }
            before[end] = route.endsInOrder() ? new Gathering(window) : null;
        }

        @Nullable
        Gathering before(int leg) {
            return before[leg];
        }

        /** Lets everything go on, since items are missing that will never come. */
        void open() {
            for (Gathering gathering : before) {
                if (gathering != null) {
                    gathering.open();
                }
            }
        }
    }

    @Override
    public Bookkeeping<I> books() {
        return books;
    }

    @Override
    public JobMaker<I> jobsOfSeries() {
        Gatherings gatherings = new Gatherings(route, window);
        return (item, ticket) -> new TravellingJob<>(this, gatherings, item, ticket);
    }

    @Override
    public List<PipelineReport.Item> awaitingResults() {
        return awaited.stream()
                .map(TravellingJob.Await::reported)
                .sorted(Comparator.comparingLong(PipelineReport.Item::place))
                .limit(PipelineReport.LONGEST_LIST)
                .toList();
    }

    @Override
    public @Nullable ItemVector<?, I, ?> beforeFirst(PipelineSeries<I> series) {
        return null;
    }

    boolean isEnd(int leg) {
        return leg == legs.size();
    }

    boolean isAsync(int leg) {
        return legs.get(leg).leg().isAsync();
    }

    /** Returns where items wait for others with which they go a leg; null if each goes it on its own. */
    @Nullable
    BatchGate gate(int leg) {
        return gates[leg];
    }

    /** Has an item wait for others. It is elsewhere then. */
    void join(BatchGate gate, TravellingJob<I> job, DetachedJob held, boolean starts, boolean ends) {
        gate.join(job, held, starts, ends);
        lookAfterJoining(gate);
    }

    /** Has a tombstone go on with others that wait; false if none do. Otherwise it is elsewhere then. */
    boolean joinBehind(BatchGate gate, TravellingJob<I> tombstone) {
        boolean joined = gate.joinBehind(tombstone);
        if (joined) {
            lookAfterJoining(gate);
        }
        return joined;
    }

    private void lookAfterJoining(BatchGate gate) {
        // Pairs with giveUp(): it waits before this read.
        if (progress().isSkipping()) {
            gate.giveUp();
        } else if (progress().isClosed()) {
            flushIfAllWait();
        }
    }

    /** Lets incomplete batches go when everything that is left waits in them. Called when more wait, and when fewer are left. */
    private void flushIfAllWait() {
        if (waiting.get() >= progress().inFlightCount()) {
            flush();
        }
    }

    @Override
    public void flush() {
        for (BatchGate gate : gates) {
            if (gate != null) {
                gate.flush();
            }
        }
    }

    @Nullable
    Batching<?> batching(int leg) {
        return legs.get(leg).leg().batching();
    }

    /** Says that a job waits for what its stage has made, until {@link #awaitsNoMore}. */
    void awaits(TravellingJob<I>.Await await) {
        awaited.add(await);
        // Pairs with giveUp(): known before this read.
        if (progress().isSkipping()) {
            await.giveUp();
        }
    }

    boolean isAwaited(TravellingJob<I>.Await await) {
        return awaited.contains(await);
    }

    /** Returns whether it did; for one caller. */
    boolean awaitsNoMore(TravellingJob<I>.Await await) {
        return awaited.remove(await);
    }

    @Override
    public void giveUp() {
        // Pairs with awaits() and join(): that items are skipped was written before this looks.
        awaited.forEach(TravellingJob.Await::giveUp);
        for (BatchGate gate : gates) {
            if (gate != null) {
                gate.giveUp();
            }
        }
    }

    boolean isKeyed(int leg) {
        return legs.get(leg).leg().key() != null;
    }

    boolean isAtWorker(int leg) {
        return legs.get(leg).leg().isAtWorker();
    }

    /** Returns where a leg is, for an item. */
    Stop stop(int leg, @Nullable Object value) {
        Leg own = legs.get(leg).leg();
        Function<Object, ?> key = own.key();
        return key == null
                ? Objects.requireNonNull(own.stop())
                : Stop.keyed(leg
                        + 31
                                * Objects.requireNonNull(key.apply(value), "key of an item")
                                        .hashCode());
    }

    @Nullable
    Object apply(int leg, int worker, @Nullable Object value, long place) throws Exception {
        return legs.get(leg).apply(worker, value, place);
    }

    @SuppressWarnings("NullAway") // The last stage has set the value, to null only if the sink takes that.
    void consume(@Nullable Object value) {
        sink.accept(value);
    }

    @Override
    public @Nullable Throwable closeStates() {
        Throwable first = null;
        for (LegWork leg : legs) {
            Throwable failure = leg.states() == null ? null : leg.states().close();
            if (first == null) {
                first = failure;
            } else if (failure != null) {
                first.addSuppressed(failure);
            }
        }
        return first;
    }
}
