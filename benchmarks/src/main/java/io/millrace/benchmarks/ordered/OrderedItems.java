package io.millrace.benchmarks.ordered;

/**
 * The items of one run, what is done with each of them, and the check that all came, in order.
 *
 * @param <T> an item, which carries its own result
 */
public interface OrderedItems<T> {

    /** Returns how many items there are. */
    int length();

    /** Returns the item of a place, which may be asked for once in a run. Called by the producer. */
    T item(int place);

    /** Does the work on an item and returns it. Called by workers, many at a time. */
    T work(T item);

    /**
     * Takes a result. Called for one at a time, in order.
     *
     * @throws IllegalStateException if it is not the one that is due
     */
    void accept(T result);

    /**
     * Ends a run, after its last result, and makes ready for another.
     *
     * @throws IllegalStateException if items were lost
     */
    void requireAll();
}
