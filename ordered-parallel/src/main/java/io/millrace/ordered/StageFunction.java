package io.millrace.ordered;

import org.jspecify.annotations.Nullable;

/**
 * The parallel part of a pipeline.
 *
 * @param <S> what each worker has for itself, such as a cipher or a buffer
 * @param <I> what comes in
 * @param <O> what goes out
 */
@FunctionalInterface
public interface StageFunction<S extends @Nullable Object, I, O extends @Nullable Object> {

    /**
     * Works on one item.
     *
     * @param state what belongs to the worker; nobody else touches it during the call
     * @param item the item
     * @param place the place of the item in its series: 0, 1, 2, ...
     */
    O apply(S state, I item, long place) throws Exception;
}
