package io.millrace.executor;

import org.jspecify.annotations.Nullable;

/** A worker's thread that the executor has made itself, and that knows without a search what it serves. */
final class ServingThread extends Thread {

    /** Read and written by this thread only. */
    @Nullable
    Serving serving;

    ServingThread(Runnable loop, String name) {
        super(loop, name);
    }
}
