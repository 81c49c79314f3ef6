package io.millrace.ordered;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stage that gets several items at once and returns an outcome for each: what it has made of the item, that it has failed, or that it is left out. What
 * it throws is the outcome of all.
 */
final class BatchStage {

    /** The outcome of an item that has failed by itself. */
    record Failed(Exception cause) {}

    /** The outcome of an item that is left out. */
    static final Object LEFT_OUT = new Object();

    private BatchStage() {}

    /** Returns the stage of a function that returns one result for each item. */
    @SuppressWarnings("unchecked") // The builder has seen that it gets what the stage before makes.
    static Stage<Object, Object, Object> of(Supplier<?> perWorkerState, StageFunction<?, ?, ?> function) {
        StageFunction<Object, Object, @Nullable List<?>> stage =
                (StageFunction<Object, Object, @Nullable List<?>>) function;
        return new Stage<>(
                perWorkerState,
                (state, items, place) -> checked((List<?>) items, stage.apply(state, items, place)),
                Stage.Form.OF_BATCHES);
    }

    /** Returns a copy of the results, which belongs to nobody else. */
    private static List<Object> checked(List<?> items, @Nullable List<?> results) {
        Object[] copy = results == null ? null : results.toArray();
        if (copy == null || copy.length != items.size()) {
            throw new IllegalStateException("a batch needs one result for each item: items=" + items.size()
                    + ", results=" + (copy == null ? "null" : copy.length));
        }
        return Arrays.asList(copy);
    }

    @SuppressWarnings("unchecked") // What checked() returns, and what is made of that here.
    static List<Object> outcomes(@Nullable Object returned) {
        if (returned == null) {
            throw new AssertionError("stage of batches without outcomes");
        }
        return (List<Object>) returned;
    }

    /** Tries each item in a batch of its own, if all together have failed. */
    static StageFunction<Object, Object, Object> singly(StageFunction<Object, Object, Object> stage) {
        return (state, batch, place) -> {
            List<Object> items = outcomes(batch);
            try {
                return stage.apply(state, batch, place);
            } catch (InterruptedException | OnFailure.SkippedItem last) {
                throw last;
            } catch (Exception together) {
                if (items.size() == 1 || Thread.currentThread().isInterrupted()) {
                    throw together;
                }
            }
            List<Object> all = new ArrayList<>(items.size());
            for (Object item : items) {
                all.add(alone(stage, state, item, place));
            }
            return all;
        };
    }

    private static Object alone(StageFunction<Object, Object, Object> stage, Object state, Object item, long place) {
        try {
            return outcomes(stage.apply(state, Collections.singletonList(item), place))
                    .get(0);
        } catch (OnFailure.SkippedItem leftOut) {
            return LEFT_OUT;
        } catch (Exception failure) {
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return new Failed(failure);
        }
    }

    static StageFunction<Object, Object, Object> replace(
            BiFunction<Object, ? super Exception, ?> replacement, StageFunction<Object, Object, Object> stage) {
        return eachFailed(stage, replacement);
    }

    static StageFunction<Object, Object, Object> deadLetter(
            BiConsumer<Object, ? super Exception> letters, StageFunction<Object, Object, Object> stage) {
        return eachFailed(stage, (item, failure) -> {
            letters.accept(item, failure);
            return LEFT_OUT;
        });
    }

    /** Has each item that fails have another outcome. */
    private static StageFunction<Object, Object, Object> eachFailed(
            StageFunction<Object, Object, Object> stage, BiFunction<Object, ? super Exception, ?> outcome) {
        return (state, batch, place) -> {
            List<Object> items = outcomes(batch);
            List<Object> all;
            try {
                all = outcomes(stage.apply(state, batch, place));
            } catch (OnFailure.SkippedItem leftOut) {
                throw leftOut;
            } catch (Exception together) {
                all = new ArrayList<>(Collections.nCopies(items.size(), new Failed(together)));
            }
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i) instanceof Failed failed) {
                    all.set(i, outcome.apply(items.get(i), failed.cause));
                }
            }
            return all;
        };
    }
}
