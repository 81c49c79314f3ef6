package io.millrace.benchmarks.keyed;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Work;
import java.util.Arrays;

/**
 * Items with keys that are drawn beforehand. Each checks, where it is worked on, that it comes in its place among those of its key and overlaps none of them; and where it is
 * taken, that it comes in its place among all.
 */
public final class KeyedItems {

    private static final long SEED = 42;

    private final KeySequence sequence;
    private final KeyOrder order;
    private final Work work;
    private final Integer[] items;
    private final Integer[] keys;
    private int due;

    /** Draws the keys and calibrates the work. */
    public KeyedItems(int length, int keyCount, KeyDistribution distribution, Body body) {
        sequence = new KeySequence(distribution, keyCount, length, SEED);
        order = new KeyOrder(keyCount);
        work = Work.of(body);
        items = new Integer[length];
        Arrays.setAll(items, place -> place);
        keys = new Integer[keyCount];
        Arrays.setAll(keys, key -> key);
    }

    int length() {
        return items.length;
    }

    int keyCount() {
        return keys.length;
    }

    /** Returns the item of a place. */
    Integer item(int place) {
        return items[place];
    }

    /** Returns the key of an item, from 0 on. */
    Integer key(Integer item) {
        return keys[sequence.key(item)];
    }

    /** Works on an item and returns it. */
    Integer work(Integer item) {
        int key = sequence.key(item);
        int place = sequence.place(item);
        order.begin(key, place);
        work.spend(place);
        order.end(key, place);
        return item;
    }

    /**
     * Takes a result. Called for one at a time.
     *
     * @throws IllegalStateException if it is not the one that is due
     */
    void accept(Integer result) {
        if (result != due) {
            throw new IllegalStateException("out of order: expected=" + due + ", came=" + result);
        }
        due++;
    }

    /**
     * Sends all items through an arm, and returns when the last was taken.
     *
     * @throws IllegalStateException if an order was broken or items were lost
     */
    public void run(OrderedKeysArm arm) throws Exception {
        due = 0;
        arm.run(this);
        if (due != items.length) {
            throw new IllegalStateException("items lost: expected=" + items.length + ", came=" + due);
        }
        order.requireAll(sequence);
    }
}
