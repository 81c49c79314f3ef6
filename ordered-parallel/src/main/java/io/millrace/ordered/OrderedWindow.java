package io.millrace.ordered;

import io.millrace.core.Surroundings;
import io.millrace.executor.MillraceExecutor;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Items that a function is applied to in parallel, and whose results are taken in the order in which the items were added: what {@link OrderedStreams} and
 * other adapters are made of, and a queue for who writes another one.
 *
 * <p><b>Lifecycle.</b> A window needs not be closed: it holds nothing of the executor but what is under way. {@link #close()} abandons that: what has
 * not begun never will, what has begun runs to its end without being interrupted, and no result can be taken any more.
 *
 * <p><b>Threading.</b> One thread at a time adds and takes; {@link #close()} may be called by any thread. The function is called by workers of the
 * executor, for many items at once. A task of that executor may use a window too: it applies the function itself to an item that it wants to take and that no
 * worker has begun, so it never waits for a worker to become free. If another worker has begun the item, it waits as {@link
 * MillraceExecutor#managedBlock} does.
 *
 * <p><b>Ordering.</b> Results come out in the order of {@link #add}, whichever is done first.
 *
 * <p><b>Backpressure.</b> A window holds {@link #size()} items at most: those under way, and those that are done and were not taken.
 * {@link #add} never waits. While items are under way, a window takes one place among the open series of the executor.
 *
 * <p><b>Memory consistency effects.</b> Adding an item happens before the function is applied to it, and that before the result is taken.
 *
 * <p><b>Failure.</b> {@link #take} throws what the function has thrown, at the place of its item, and closes the window. Items of an executor that is {@linkplain
 * MillraceExecutor#shutdownNow() stopped} before they begin fail with a {@link CancellationException}.
 *
 * @param <I> what is added
 * @param <O> what is taken
 */
public final class OrderedWindow<I extends @Nullable Object, O extends @Nullable Object> implements AutoCloseable {

    private static final long YIELD_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    /** A wait in which a thread was parked and woken, and little more. */
    private static final long SHORT_WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final MillraceExecutor executor;
    private final int size;
    private final WindowItems<I, O> mapping;

    /** Replaced by {@link #close()}, so that a closed window keeps nothing alive; changed by the one that adds and takes. */
    private volatile ArrayDeque<MappedItem<I, O>> items = new ArrayDeque<>();

    private long lastWaitNanos;

    private OrderedWindow(MillraceExecutor executor, int size, Function<? super I, ? extends O> function) {
        this.executor = executor;
        this.size = size;
        mapping = new WindowItems<>(executor, function);
    }

    /**
     * Returns an empty window.
     *
     * @param size how many items it holds, 1 or more
     * @throws IllegalArgumentException if {@code size} is less than 1
     */
    public static <I extends @Nullable Object, O extends @Nullable Object> OrderedWindow<I, O> of(
            MillraceExecutor executor, int size, Function<? super I, ? extends O> function) {
        Objects.requireNonNull(executor, "executor");
        Objects.requireNonNull(function, "function");
        return new OrderedWindow<>(executor, requireSize(size), function);
    }

    static int requireSize(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("window too small: window=" + size + ", lowest=1");
        }
        return size;
    }

    /** Returns how many items it can hold. */
    public int size() {
        return size;
    }

    /** Returns whether no item is to be taken. */
    public boolean isEmpty() {
        return items.isEmpty();
    }

    /** Returns whether no item can be added until one was taken. */
    public boolean isFull() {
        return items.size() >= size;
    }

    /** Returns whether {@link #take} would not wait, since the first item is done. */
    public boolean isReady() {
        MappedItem<I, O> head = items.peek();
        return head != null && head.isEnded();
    }

    /** Returns whether it was closed, or something that was taken has failed. */
    public boolean isClosed() {
        return mapping.isAbandoned();
    }

    /**
     * Adds an item and has a worker apply the function to it.
     *
     * @throws IllegalStateException if the window is full or closed; {@code item} was not added
     * @throws RejectedExecutionException if the executor takes no more or has too many series open; {@code item} was not added
     */
    public void add(I item) {
        ArrayDeque<MappedItem<I, O>> present = items;
        if (isClosed() || present.size() >= size) {
            throw new IllegalStateException("window takes no item: closed=" + isClosed() + ", items=" + present.size()
                    + ", size=" + size + "; take one first");
        }
        MappedItem<I, O> added = new MappedItem<>(mapping, item);
        mapping.submit(added);
        present.add(added);
    }

    /**
     * Removes the first item and returns its result, after waiting for it. Whatever this throws, the window is closed then, except for a
     * {@link NoSuchElementException}.
     *
     * <p>The function's exception or error is thrown itself, whatever its class, with the stack that it has.
     *
     * @throws NoSuchElementException if the window is empty
     * @throws CancellationException if the thread is interrupted while it waits, which it stays; if the window is closed meanwhile; or if the executor was
     *     stopped before the item began
     */
    public O take() {
        ArrayDeque<MappedItem<I, O>> present = items;
        MappedItem<I, O> head = present.peek();
        if (head == null) {
            throw new NoSuchElementException("window is empty: closed=" + isClosed());
        }
        boolean taken = false;
        try {
            awaitEnd(head);
            present.remove();
            Throwable failure = head.failure();
            if (failure != null) {
                throw OrderedWindow.<RuntimeException>unchecked(failure);
            }
            taken = true;
            return head.result();
        } finally {
            if (!taken) {
                close();
            }
        }
    }

    /** Throws anything, as the function could although it declares nothing. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The cast is erased, which is its purpose.
    static <T extends Throwable> T unchecked(Throwable failure) throws T {
        throw (T) failure;
    }

    private void awaitEnd(MappedItem<I, O> head) {
        if (!head.isEnded() && executor.isWorkerThread()) {
            // The workers may all wait as this one would.
            head.run();
        }
        if (head.isEnded()) {
            return;
        }
        long begin = Surroundings.nanoTime();
        if (lastWaitNanos > SHORT_WAIT_NANOS || !yieldUntilEnded(head, begin)) {
            park(head);
        }
        lastWaitNanos = Surroundings.nanoTime() - begin;
    }

    /** If waits are short, the thread first offers its core to others for a while: to be woken would take longer. */
    private static boolean yieldUntilEnded(MappedItem<?, ?> head, long begin) {
        while (!head.isEnded()) {
            if (Surroundings.nanoTime() - begin > YIELD_NANOS) {
                return false;
            }
            Surroundings.giveWay();
        }
        return true;
    }

    private void park(MappedItem<I, O> head) {
        try {
            mapping.awaitEnd(head);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            CancellationException failure = new CancellationException("interrupted while waiting for an item");
            failure.initCause(interrupted);
            throw failure;
        }
        if (!head.isEnded()) {
            throw new CancellationException("window was closed while waiting for an item");
        }
    }

    /** Abandons what is under way, and returns at once. Nothing happens if it is closed. */
    @Override
    public void close() {
        mapping.abandon();
        items = new ArrayDeque<>(0);
    }

    @Override
    public String toString() {
        return "window[closed=" + isClosed() + ", items=" + items.size() + ", size=" + size + "]";
    }
}
