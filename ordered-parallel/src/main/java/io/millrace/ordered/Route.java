package io.millrace.ordered;

import io.millrace.executor.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The way of an item, leg by leg. Each is immutable; a longer one is another one.
 *
 * <p>Items set out in order: the first leg is the parallel part of a series. Wherever they go side by side after that they
 * are scattered, and are gathered by their places before what needs their order: a key, a worker of their own, a batch, the end.
 *
 * @param isOrdered whether the order is kept to the end
 * @param isScattered whether items leave the last leg in another order
 */
record Route(List<Leg> legs, boolean isOrdered, boolean isScattered) {

    static final Route START = new Route(List.of(Leg.FIRST), true, false);

    /** Returns whether an item makes no stop. */
    boolean isStraight() {
        return legs.size() == 1 && !first().isAsync();
    }

    Leg first() {
        return legs.get(0);
    }

    boolean takesBatches() {
        return legs.stream().anyMatch(leg -> leg.batching() != null);
    }

    /** Returns whether items have to be brought back into order before the end. */
    boolean endsInOrder() {
        return isOrdered && isScattered;
    }

    private Leg last() {
        return legs.get(legs.size() - 1);
    }

    Route parallel(Stage<?, ?, ?> stage) {
        return last().isShared()
                ? new Route(with(last().then(stage), legs.size() - 1), isOrdered, isScattered)
                : anywhere(stage, isOrdered);
    }

    Route unordered(Stage<?, ?, ?> stage) {
        if (!last().isShared() || legs.size() > 1) {
            Route longer = parallel(stage);
            return new Route(longer.legs, false, true);
        }
        // Whatever came before is done there too: nobody sees its order.
        Leg moved = first().then(stage);
        return new Route(List.of(Leg.FIRST, Leg.anywhere(moved.stage())), false, true);
    }

    private Route anywhere(Stage<?, ?, ?> stage, boolean ordered) {
        return new Route(with(Leg.anywhere(stage), legs.size()), ordered, true);
    }

    Route keyed(Function<Object, ?> key, Stage<?, ?, ?> stage) {
        return new Route(
                with(new Leg(key, null, false, false, endsInOrder(), null, stage), legs.size()), isOrdered, true);
    }

    Route at(Stop worker, Stage<?, ?, ?> stage) {
        return new Route(
                with(new Leg(null, worker, true, false, endsInOrder(), null, stage), legs.size()), isOrdered, false);
    }

    /** Returns a way whose last leg items go in batches, which they join in order. */
    Route batched(Batching<?> batching, Stage<?, ?, ?> stage) {
        // Also from the first leg and from a worker, which they leave in order, since tombstones must not pass by.
        return new Route(with(Leg.batched(batching, isOrdered, stage), legs.size()), isOrdered, true);
    }

    /** Returns this way, where items leave the last leg when what its last stage has made of them is complete. */
    Route async() {
        return new Route(with(last().async(), legs.size() - 1), isOrdered, isScattered);
    }

    private List<Leg> with(Leg leg, int at) {
        List<Leg> longer = new ArrayList<>(legs.subList(0, at));
        longer.add(leg);
        return List.copyOf(longer);
    }
}
