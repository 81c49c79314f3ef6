package io.millrace.ordered;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What becomes of the failures of a stage that returns before its result is there: whether it throws, or what it returned fails later. */
final class AsyncStage {

    private AsyncStage() {}

    /** What takes the place of a result when there is none. */
    interface Remedy {

        @Nullable
        Object of(Exception failure) throws Exception;
    }

    /** A result that comes later, from somebody else. */
    record Promise(CompletionStage<?> source, Remedy remedy) {

        /** Returns what a stage has promised; null if that is nothing. */
        static @Nullable Promise of(@Nullable Object returned) {
            if (returned instanceof CompletionStage<?> source) {
                return new Promise(source, failure -> {
                    throw failure;
                });
            }
            return (Promise) returned;
        }

        private Promise remedied(Remedy further) {
            return new Promise(source, failure -> {
                try {
                    return remedy.of(failure);
                } catch (OnFailure.SkippedItem leftOut) {
                    throw leftOut;
                } catch (Exception next) {
                    return further.of(next);
                }
            });
        }
    }

    static StageFunction<Object, Object, Object> replace(
            BiFunction<Object, ? super Exception, ?> replacement, StageFunction<Object, Object, Object> stage) {
        return (state, item, place) -> remedied(stage, state, item, place, failure -> replacement.apply(item, failure));
    }

    static StageFunction<Object, Object, Object> deadLetter(
            BiConsumer<Object, ? super Exception> letters, StageFunction<Object, Object, Object> stage) {
        return (state, item, place) -> remedied(stage, state, item, place, failure -> {
            letters.accept(item, failure);
            throw new OnFailure.SkippedItem();
        });
    }

    @SuppressWarnings("NullAway") // What the stage returns stays as it is, null too.
    private static Object remedied(
            StageFunction<Object, Object, Object> stage, Object state, Object item, long place, Remedy remedy)
            throws Exception {
        Promise promise;
        try {
            promise = Promise.of(stage.apply(state, item, place));
        } catch (OnFailure.SkippedItem leftOut) {
            throw leftOut;
        } catch (Exception failure) {
            return Promise.of(CompletableFuture.completedFuture(remedy.of(failure)));
        }
        return promise == null ? null : promise.remedied(remedy);
    }
}
