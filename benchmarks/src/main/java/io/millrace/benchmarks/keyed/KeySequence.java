package io.millrace.benchmarks.keyed;

import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/** The keys of successive tasks, drawn beforehand, each with its place among the tasks of its key. */
final class KeySequence {

    private final int[] keys;
    private final int[] places;
    private final int[] counts;

    KeySequence(KeyDistribution distribution, int keyCount, int length, long seed) {
        IntSupplier source = distribution.source(keyCount, new SplittableRandom(seed));
        keys = new int[length];
        places = new int[length];
        counts = new int[keyCount];
        for (int i = 0; i < length; i++) {
            keys[i] = source.getAsInt();
            places[i] = counts[keys[i]]++;
        }
    }

    int length() {
        return keys.length;
    }

    int keyCount() {
        return counts.length;
    }

    /** Returns the key of a task. */
    int key(int task) {
        return keys[task];
    }

    /** Returns how many earlier tasks have the key of this one. */
    int place(int task) {
        return places[task];
    }

    /** Returns how many tasks have a key. */
    int count(int key) {
        return counts[key];
    }
}
