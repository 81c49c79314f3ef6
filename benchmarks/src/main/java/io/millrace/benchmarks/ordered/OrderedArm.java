package io.millrace.benchmarks.ordered;

/** One way to work on items in parallel and take their results in order. */
public interface OrderedArm extends AutoCloseable {

    /** Opens an arm whose threads are there when it returns. */
    @FunctionalInterface
    interface Opening {

        /**
         * Opens it.
         *
         * @param workers how many threads work in parallel, beside the one that calls {@link OrderedArm#run}
         * @param window how many items may be under way
         */
        OrderedArm open(int workers, int window);
    }

    /**
     * Sends all items through, and returns when the last result was taken.
     *
     * @throws Exception if the arm fails; the run is void then
     */
    <T> void run(OrderedItems<T> items) throws Exception;

    @Override
    void close();
}
