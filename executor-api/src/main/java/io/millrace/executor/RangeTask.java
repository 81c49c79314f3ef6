package io.millrace.executor;

/**
 * What {@link MillraceExecutor#parallelFor} does with each part of a range.
 *
 * @param <X> what it may throw; nothing that is checked, for most
 */
@FunctionalInterface
public interface RangeTask<X extends Exception> {

    /**
     * Does the work of one part, beside other threads that do that of others.
     *
     * @param from where the part begins
     * @param to where it ends; it is not in the part. It is always above {@code from}
     */
    void run(long from, long to) throws X;
}
