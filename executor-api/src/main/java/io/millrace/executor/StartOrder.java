package io.millrace.executor;

/** In which order waiting tasks start. */
public enum StartOrder {

    /**
     * In the order of submission, whichever worker takes them; what {@code ThreadPoolExecutor} with a linked queue
     * does.
     */
    FIFO,

    /**
     * Roughly in the order of submission: workers claim several at a time, and idle workers take back what a busy one
     * has claimed. Costs less.
     */
    RELAXED
}
