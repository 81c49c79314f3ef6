package io.millrace.ordered;

import java.util.Objects;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a stream sees of {@link ReadAhead}. It does not split: the parallel part is behind it. */
final class OrderedSpliterator<O extends @Nullable Object> implements Spliterator<O> {

    private final ReadAhead<?, O> elements;

    OrderedSpliterator(ReadAhead<?, O> elements) {
        this.elements = elements;
    }

    @Override
    public boolean tryAdvance(Consumer<? super O> action) {
        Objects.requireNonNull(action, "action");
        if (!elements.hasNext()) {
            return false;
        }
        action.accept(elements.next());
        return true;
    }

    @Override
    public @Nullable Spliterator<O> trySplit() {
        return null;
    }

    @Override
    public long estimateSize() {
        return elements.estimateSize();
    }

    /** Not SIZED: {@code count()} would not call the function then. */
    @Override
    public int characteristics() {
        return ORDERED;
    }
}
