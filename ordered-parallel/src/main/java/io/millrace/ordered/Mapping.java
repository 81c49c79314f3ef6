package io.millrace.ordered;

import org.jspecify.annotations.Nullable;

/** What is done with {@linkplain MappedItem items}, and who is told of it. */
interface Mapping<I extends @Nullable Object, O extends @Nullable Object> {

    O apply(I item);

    /** Returns whether nobody wants results any more, so that items need not begin. */
    boolean isAbandoned();

    /** Called once for an item, by whoever has brought its end about, when its result can be read. */
    void ended(MappedItem<I, O> item);

    /** Called once for an item that was submitted, in the order of submission unless the executor is stopped, when it is a job no more. */
    void left(MappedItem<I, O> item);
}
