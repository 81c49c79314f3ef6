package io.millrace.ordered;

import io.millrace.executor.Stop;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of the way of an item, which it goes without a stop.
 *
 * @param key what the items are taken apart by that go it one at a time; null if any may go it together
 * @param stop where it is; null if the key says so, or it is the first
 * @param isAsync whether the stage makes a {@code CompletionStage} of what it stands for
 * @param batching when items are a batch that goes it together; null if each goes it on its own
 * @param inOrder whether items have to be brought back into their order before it
 * @param stage what is done with the item; null if nothing
 */
record Leg(
        @Nullable Function<Object, ?> key,
        @Nullable Stop stop,
        boolean isAtWorker,
        boolean isAsync,
        boolean inOrder,
        @Nullable Batching<?> batching,
        @Nullable Stage<?, ?, ?> stage) {

    static final Leg FIRST = new Leg(null, null, false, false, false, null, null);

    static Leg anywhere(@Nullable Stage<?, ?, ?> stage) {
        return new Leg(null, Stop.anywhere(), false, false, false, null, stage);
    }

    static Leg batched(Batching<?> batching, boolean inOrder, Stage<?, ?, ?> stage) {
        return new Leg(null, Stop.anywhere(), false, false, inOrder, batching, stage);
    }

    /** Returns whether workers go it side by side, so that one more such stage makes no stop. */
    boolean isShared() {
        return key == null && !isAtWorker && !isAsync && batching == null;
    }

    /** Returns this leg with a further stage at its end. */
    @SuppressWarnings("unchecked") // The builder has seen that the types of the stages fit.
    Leg then(Stage<?, ?, ?> next) {
        Stage<?, ?, ?> own = stage;
        Stage<?, ?, ?> longer =
                own == null ? next : ((Stage<Object, Object, Object>) own).then((Stage<Object, Object, Object>) next);
        return new Leg(key, stop, isAtWorker, isAsync, inOrder, batching, longer);
    }

    Leg async() {
        return new Leg(key, stop, isAtWorker, true, inOrder, batching, stage);
    }
}
