package io.millrace.ordered;

/**
 * An item that was submitted to a pipeline and that can be cancelled: from {@link OrderedPipeline#submitCancellable} and {@link
 * OrderedPipeline#submit(Object, java.time.Duration)}.
 *
 * <p><b>Threading.</b> All methods may be called by any thread, and none waits.
 *
 * <p><b>Ordering.</b> An item that is cancelled or late keeps its place as a tombstone: later stages do not get it, what is behind it does not wait for it,
 * and {@link PipelineBuilder#onLeftOut} is told of it in its turn.
 */
public interface SubmittedItem {

    /** What becomes of an item. */
    enum State {

        /** It waits, or is worked on, or waits for its turn. */
        UNDER_WAY,

        /** Its turn has come: the consumer has its result, or is about to get it. */
        TAKEN,

        /** It was cancelled before its turn. */
        CANCELLED,

        /** Its time was over before its turn. */
        LATE,

        /** A stage failed for it. */
        FAILED,

        /** A stage left it out, or another item had failed, or the pipeline was aborted. */
        SKIPPED
    }

    /**
     * Cancels the item: the consumer will not get its result. A stage that works on it is not interrupted and its result is dropped; a {@code Future} that an
     * asynchronous stage returned for it is cancelled.
     *
     * @return true if this call has cancelled it; false if it had ended, or was cancelled before
     */
    boolean cancel();

    /** Returns what has become of it by now. */
    State state();
}
