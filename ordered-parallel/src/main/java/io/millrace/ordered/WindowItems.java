package io.millrace.ordered;

import io.millrace.core.Surroundings;
import io.millrace.executor.MillraceExecutor;
import java.util.concurrent.ForkJoinPool.ManagedBlocker;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the items of an {@link OrderedWindow} know of it, and not more: an item that is under way keeps no other one alive. */
final class WindowItems<I extends @Nullable Object, O extends @Nullable Object> implements Mapping<I, O> {

    private final Function<? super I, ? extends O> function;
    private final PassingSeries series;

    private volatile boolean abandoned;

    /** Who waits, and for which item. */
    private volatile @Nullable Wait wait;

    WindowItems(MillraceExecutor executor, Function<? super I, ? extends O> function) {
        this.function = function;
        series = new PassingSeries(executor);
    }

    void submit(MappedItem<I, O> item) {
        series.submit(item);
    }

    /** Waits until an item has ended or all are abandoned. One thread at a time calls this. */
    void awaitEnd(MappedItem<I, O> item) throws InterruptedException {
        Wait begun = new Wait(Thread.currentThread(), item);
        // Pairs with ended() and abandon(): written before it is read, in managedBlock, whether there is need to wait.
        wait = begun;
        try {
            MillraceExecutor.managedBlock(begun);
        } finally {
            wait = null;
        }
    }

    @Override
    public O apply(I item) {
        return function.apply(item);
    }

    @Override
    public boolean isAbandoned() {
        return abandoned;
    }

    void abandon() {
        abandoned = true;
        Wait present = wait;
        if (present != null) {
            Surroundings.unpark(present.thread);
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Items are equal to themselves alone.
    public void ended(MappedItem<I, O> item) {
        Wait present = wait;
        if (present != null && present.item == item) {
            Surroundings.unpark(present.thread);
        }
    }

    @Override
    public void left(MappedItem<I, O> item) {
        series.left(item);
    }

    private final class Wait implements ManagedBlocker {

        private final Thread thread;
        private final MappedItem<I, O> item;

        Wait(Thread thread, MappedItem<I, O> item) {
            this.thread = thread;
            this.item = item;
        }

        @Override
        public boolean isReleasable() {
            return item.isEnded() || abandoned;
        }

        @Override
        public boolean block() throws InterruptedException {
            Surroundings.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return isReleasable();
        }
    }
}
