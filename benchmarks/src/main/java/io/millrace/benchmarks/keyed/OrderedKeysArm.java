package io.millrace.benchmarks.keyed;

/** One way to work on the items of each key one after the other, and to take all results in the order of the items. */
public interface OrderedKeysArm extends AutoCloseable {

    /** Opens an arm. */
    @FunctionalInterface
    interface Opening {

        /**
         * Opens it.
         *
         * @param workers how many threads work, beside the one that calls {@link OrderedKeysArm#run}
         * @param window how many items may be under way
         */
        OrderedKeysArm open(int workers, int window);
    }

    /**
     * Sends all items through, and returns when the last result was taken.
     *
     * @throws Exception if the arm fails; the run is void then
     */
    void run(KeyedItems items) throws Exception;

    @Override
    void close();
}
