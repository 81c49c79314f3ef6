package io.millrace.samples.filter;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/**
 * Pieces of memory that go round: one thread takes them, another gives them back. It makes as many as are ever on their way
 * at once, which the pipeline bounds, so whoever takes one need not wait here.
 *
 * @param <T> a piece
 */
public final class Pool<T> {
    private final Deque<T> free = new ConcurrentLinkedDeque<>();
    private final Supplier<? extends T> maker;
    private int made;

    /** Creates an empty pool. */
    public Pool(Supplier<? extends T> maker) {
        this.maker = maker;
    }

    /** Takes the one that was given back last. */
    public T take() {
        T piece = free.poll();
        if (piece == null) {
            made++;
            return maker.get();
        }
        return piece;
    }

    /** Gives one back. */
    public void giveBack(T piece) {
        free.push(piece);
    }

    /** Returns how many there are. */
    public int made() {
        return made;
    }
}
