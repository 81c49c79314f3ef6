package io.millrace.executor;

import io.millrace.core.EntryPriority;

/** By which way tasks came in, as numbers: the views of one priority are a way of their own. */
final class TaskKind {

    static final int PLAIN = 0;
    static final int KEYED = 1;
    static final int ORDERED = 2;
    static final int DIRECTED = 3;

    private static final int HIGHEST = 4;

    static final int PRIORITIES = EntryPriority.LOWEST - EntryPriority.HIGHEST + 1;
    static final int COUNT = HIGHEST + PRIORITIES;

    private TaskKind() {}

    static int priority(int priority) {
        return HIGHEST + priority - EntryPriority.HIGHEST;
    }
}
