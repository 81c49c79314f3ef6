package io.millrace.executor;

import java.util.List;
import java.util.concurrent.ExecutorService;

/** The ways by which a task comes into an executor. */
final class Ways {

    /** Which of them is that of directed tasks. */
    static final int DIRECTED = 3;

    private Ways() {}

    /** Returns all, each by a view of its own, and the executor first. */
    static List<ExecutorService> of(MillraceExecutor executor) {
        return List.of(
                executor,
                executor.atomic("key"),
                executor.ordered(executor.newSeries()),
                executor.directed(),
                executor.priority(1));
    }
}
