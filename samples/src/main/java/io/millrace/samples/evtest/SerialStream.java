package io.millrace.samples.evtest;

import java.util.concurrent.atomic.AtomicInteger;

/** Tasks that must run one at a time, those of one submitter in the order of submission. */
final class SerialStream {
    private final String name;
    private final Promise promise;
    private final AtomicInteger inside = new AtomicInteger(-1);
    private final int[] next;

    /**
     * Creates a stream.
     *
     * @param promise what is broken if it does not hold
     * @param submitters how many there are whose tasks have an order
     */
    SerialStream(String name, Promise promise, int submitters) {
        this.name = name;
        this.promise = promise;
        next = new int[submitters];
    }

    Promise promise() {
        return promise;
    }

    /** Goes in with a task. Those of a submitter have growing numbers; a task that others have submitted has -1. */
    void enter(int task, int submitter) {
        int other = inside.compareAndExchange(-1, task);
        if (other != -1) {
            throw new BrokenPromise(promise, "two at once: stream=" + name + ", task=" + task + ", other=" + other);
        }
        if (submitter >= 0) {
            if (task < next[submitter]) {
                throw new BrokenPromise(
                        promise,
                        "one that came after a later one: stream=" + name + ", task=" + task + ", submitter="
                                + submitter + ", later=" + (next[submitter] - 1));
            }
            next[submitter] = task + 1;
        }
    }

    void leave() {
        inside.set(-1);
    }
}
