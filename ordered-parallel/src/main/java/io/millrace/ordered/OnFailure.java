package io.millrace.ordered;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What becomes of an item when a stage fails that works on it: each returns a stage that does so. */
final class OnFailure {

    private OnFailure() {}

    /** Tries again, up to so many times in all; then it fails as the stage did last. */
    static <S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object>
            StageFunction<S, I, O> retry(int attempts, StageFunction<S, I, O> stage) {
        return (state, item, place) -> {
            for (int attempt = 1; attempt < attempts; attempt++) {
                try {
                    return stage.apply(state, item, place);
                } catch (InterruptedException | SkippedItem last) {
                    throw last;
                } catch (Exception again) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw again;
                    }
                }
            }
            return stage.apply(state, item, place);
        };
    }

    /** Goes on with something else in place of what the stage would have made. */
    static <S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object>
            StageFunction<S, I, O> replace(
                    BiFunction<? super I, ? super Exception, ? extends O> replacement, StageFunction<S, I, O> stage) {
        return (state, item, place) -> {
            try {
                return stage.apply(state, item, place);
            } catch (SkippedItem skipped) {
                throw skipped;
            } catch (Exception failure) {
                return replacement.apply(item, failure);
            }
        };
    }

    /** Leaves the item out, and hands it over with its failure. */
    static <S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object>
            StageFunction<S, I, O> deadLetter(
                    BiConsumer<? super I, ? super Exception> letters, StageFunction<S, I, O> stage) {
        return (state, item, place) -> {
            try {
                return stage.apply(state, item, place);
            } catch (SkippedItem skipped) {
                throw skipped;
            } catch (Exception failure) {
                letters.accept(item, failure);
                throw new SkippedItem();
            }
        };
    }

    /** Says that an item is left out, from a stage to whoever runs it. */
    static final class SkippedItem extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SkippedItem() {
            super("item was left out, and the stage was called by something else than a pipeline", null, false, false);
        }
    }
}
