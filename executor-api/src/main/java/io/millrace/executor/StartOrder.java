package io.millrace.executor;

/** In which order waiting tasks start. */
public enum StartOrder {

    /**
     * In the order of submission, whichever worker takes them; what {@code ThreadPoolExecutor} with a linked queue
     * does. Tasks that ask for nothing, those of a key and those of other views stand in lines of their own: of two
     * lines the later task may start first.
     */
    FIFO,

    /**
     * Roughly in the order of submission: workers claim several at a time, and idle workers take back what a busy one
     * has claimed. Costs less. Tasks that ask for nothing start in order all the same.
     */
    RELAXED
}
