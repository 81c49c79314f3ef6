package io.millrace.ordered;

import java.lang.ref.WeakReference;

/** What the garbage collector finds. */
final class Memory {

    private Memory() {}

    /** Waits until nobody holds an object, for ever if somebody does. */
    static void awaitGone(WeakReference<?> object) {
        while (object.get() != null && !Thread.currentThread().isInterrupted()) {
            System.gc();
            Thread.yield();
        }
    }
}
