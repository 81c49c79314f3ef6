package io.millrace.core;

/**
 * Why a NEW entry was not accepted. Being full is ordinary, so this is a value and not an exception.
 *
 * <p>If there are several causes the one that is told is the one whose end has to be awaited in any case: {@link #STOPPED} before all others, then the limit
 * of the port, then that of the flow, and the credits of the domain last.
 */
public enum Refusal {

    /** Not refused: the entry was accepted. */
    NONE,

    /** All credits of the domain are in use. */
    NO_CREDIT,

    /** The entries in flight have reached the threshold of the port; others may still enter. */
    NEW_ENTRY_THRESHOLD,

    /**
     * The ordered flow has as many entries between its oldest unfinished one and its newest as its reorder window allows; or all ordered
     * flows together have nearly all credits, and this one more than its share of the rest. A flow that has no entry is not refused so, and other flows may
     * still enter.
     */
    REORDER_WINDOW,

    /** The domain is not started, is draining, or has ended. */
    STOPPED;

    /** Returns whether the entry was accepted. */
    public boolean accepted() {
        return this == NONE;
    }
}
