package io.millrace.ordered;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a worker does with an item, with the maker of the states; the two are kept together because only they know their type.
 *
 * @param form what it is called with and returns
 */
record Stage<S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object>(
        Supplier<? extends S> maker, StageFunction<S, I, O> function, Form form) {

    /** What a stage is called with, and what it returns. */
    enum Form {

        /** An item, and another one. */
        OF_ITEMS,

        /** Several items, and as many others, see {@link BatchStage}. */
        OF_BATCHES,

        /** An item, and a promise of another one, see {@link AsyncStage}. */
        OF_PROMISES
    }

    Stage(Supplier<? extends S> maker, StageFunction<S, I, O> function) {
        this(maker, function, Form.OF_ITEMS);
    }

    /** Returns a stage that does this one's work and then that of the next. */
    <T extends @Nullable Object, R extends @Nullable Object> Stage<Both<S, T>, I, R> then(Stage<T, O, R> next) {
        return new Stage<>(
                () -> new Both<>(maker.get(), next.maker.get()),
                (both, item, place) ->
                        next.function.apply(both.second, function.apply(both.first, item, place), place));
    }

    /** The states of two stages. */
    record Both<S extends @Nullable Object, T extends @Nullable Object>(S first, T second) implements AutoCloseable {

        @Override
        public void close() throws Exception {
            try (AutoCloseable unusedSecond = closeable(second);
                    AutoCloseable unusedFirst = closeable(first)) {
                // Both are closed, whatever the other one throws.
            }
        }

        private static AutoCloseable closeable(@Nullable Object state) {
            return state instanceof AutoCloseable own ? own : () -> {};
        }
    }
}
