package io.millrace.ordered;

import org.jspecify.annotations.Nullable;

/** The first failure of a pipeline. Its cause is what the stage or the consumer threw. */
public final class PipelineException extends RuntimeException {

    /** The place of an item that had none yet, since the executor was stopped before it started. */
    public static final long NO_PLACE = -1;

    private static final long serialVersionUID = 1L;

    private final long place;
    private final transient @Nullable Object item;

    PipelineException(long place, @Nullable Object item, Throwable cause) {
        super("pipeline failed: place=" + place + ", cause=" + cause, cause);
        this.place = place;
        this.item = item;
    }

    /** Returns the same failure for another thread to throw, with the stack of that thread. */
    PipelineException again() {
        return new PipelineException(place, item, getCause() == null ? this : getCause());
    }

    /** Returns the place of the item that failed in its series, or {@link #NO_PLACE}. */
    public long place() {
        return place;
    }

    /** Returns the item that failed; null after serialization. */
    public @Nullable Object item() {
        return item;
    }
}
