package io.millrace.executor;

/** In which order waiting tasks start. */
public enum StartOrder {

    /**
     * In the order of submission, whichever worker takes them; what {@code ThreadPoolExecutor} with a linked queue
     * does. Tasks of a key that wait follow one another for a while, whatever came between them from others.
     */
    FIFO,

    /**
     * Roughly in the order of submission: workers claim several at a time, and idle workers take back what a busy one
     * has claimed. Costs less.
     */
    RELAXED
}
