package io.millrace.samples.evtest;

import io.millrace.core.Burst;

/** Where the entries of a worker come from. */
@FunctionalInterface
interface Dequeue {
    /** As {@link io.millrace.core.Port#dequeue}. */
    int dequeue(Burst burst, long timeoutNanos);
}
