package io.millrace.benchmarks.pools;

import java.util.concurrent.ExecutorService;

/** How a task is handed in. */
public enum SubmitCall {
    /** Without a future. */
    EXECUTE {
        @Override
        void hand(Runnable task, ExecutorService pool) {
            pool.execute(task);
        }
    },
    /** With a future, which nobody looks at: a task that fails is not counted as completed. */
    SUBMIT {
        @Override
        @SuppressWarnings("FutureReturnValueIgnored")
        void hand(Runnable task, ExecutorService pool) {
            pool.submit(task);
        }
    };

    abstract void hand(Runnable task, ExecutorService pool);
}
