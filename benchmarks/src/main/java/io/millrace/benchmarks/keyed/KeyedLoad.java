package io.millrace.benchmarks.keyed;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Window;
import io.millrace.benchmarks.measure.Work;

/** Tasks of many keys, in an order that is drawn beforehand, each of which checks that it comes in its place among those of its key. */
public final class KeyedLoad {

    /** How many tasks may be under way. */
    public static final int WINDOW = 4096;

    private static final long SEED = 42;

    private final KeySequence sequence;
    private final KeyOrder order;
    private final Work work;
    private final Window window = new Window(WINDOW);

    /** Draws the keys and calibrates the work. */
    public KeyedLoad(int tasks, int keys, KeyDistribution distribution, Body body) {
        sequence = new KeySequence(distribution, keys, tasks, SEED);
        order = new KeyOrder(keys);
        work = Work.of(body);
    }

    /**
     * Sends all tasks through an arm, and returns when the last is completed.
     *
     * @throws IllegalStateException if order was broken or tasks were lost
     */
    public void run(KeyedArm arm) {
        for (int i = 0; i < sequence.length(); i++) {
            window.enter();
            arm.execute(sequence.key(i), new Task(sequence.key(i), sequence.place(i)));
        }
        window.drain();
        order.requireAll(sequence);
    }

    /** A task that checks its place. */
    private final class Task implements Runnable {

        private final int key;
        private final int place;

        Task(int key, int place) {
            this.key = key;
            this.place = place;
        }

        @Override
        public void run() {
            order.begin(key, place);
            work.spend(place);
            order.end(key, place);
            window.completed();
        }
    }
}
