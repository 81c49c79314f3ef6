package io.millrace.ordered;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Tells whoever wants to know of the items that the consumer does not get. */
final class LeftOut<I> {

    private final PipelineProgress progress;
    private final @Nullable BiConsumer<? super I, ? super Exception> observer;

    LeftOut(PipelineProgress progress, @Nullable BiConsumer<? super I, ? super Exception> observer) {
        this.progress = progress;
        this.observer = observer;
    }

    /** Tells of an item that was left out on its own account, or with all others. */
    void tell(long place, I item, @Nullable ItemTicket ticket) {
        if (observer != null) {
            try {
                observer.accept(item, ticket != null && ticket.isOver() ? ticket.reason() : progress.reason());
            } catch (Throwable thrown) {
                progress.fail(place, item, thrown);
            }
        }
    }
}
