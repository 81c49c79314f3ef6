package io.millrace.benchmarks.keyed;

/** One way to run the tasks of each key one after the other. Whatever a key needs is made before time is taken, if it can be. */
public interface KeyedArm extends AutoCloseable {

    /** Opens an arm. */
    @FunctionalInterface
    interface Opening {

        /**
         * Opens it.
         *
         * @param workers how many threads run tasks
         * @param keys how many keys there are, from 0
         */
        KeyedArm open(int workers, int keys);
    }

    /** Hands in a task. Called by one thread. */
    void execute(int key, Runnable task);

    @Override
    void close();
}
