package io.millrace.executor;

import java.util.Objects;

/**
 * Takes something of the thread that submits a task along to the thread that runs it: the context of a logger, the span of a
 * trace, the class loader. Set by {@link MillraceExecutorBuilder#context}; nothing is taken along unless it is.
 *
 * <p>It holds for {@code execute}, {@code submit} and the {@code invoke} methods of the executor and its views, {@code schedule},
 * of whose periodic tasks each run has what was captured once, and {@code admit}. It does not hold for jobs of a {@link Series},
 * which have a thread for each part, nor for what a task forks.
 *
 * <dl>
 *   <dt>Threading
 *   <dd>{@link #capture} is called by the thread that submits, before the task is enqueued; {@link Captured#open} and {@link
 *       Scope#close} by the thread that runs the task, directly around it and inside of the {@link TaskHooks}. A task that does
 *       not start has no scope. Scopes may lie within each other: a task that waits for another may run that one meanwhile.
 *   <dt>Failure
 *   <dd>What {@code capture} throws the submitter gets, and nothing is submitted. What {@code open} throws the task seems to have
 *       thrown, which does not run then; so does what {@code close} throws, unless the task has thrown something itself. No other
 *       task is concerned.
 * </dl>
 */
@FunctionalInterface
public interface TaskContext {

    /** Captures what the calling thread has. Called once for each task, and once more for each of {@code invokeAny}. */
    Captured capture();

    /** Something of a thread that was captured with a task. */
    @FunctionalInterface
    interface Captured {

        /** Gives it to the calling thread. Called before each run of the task. */
        Scope open();
    }

    /** The time for which a thread has something that was captured. */
    @FunctionalInterface
    interface Scope extends AutoCloseable {

        /** Gives the calling thread back what it had before. */
        @Override
        void close();
    }

    /** Returns what takes the context class loader along. */
    static TaskContext classLoader() {
        return () -> {
            ClassLoader captured = Thread.currentThread().getContextClassLoader();
            return () -> {
                Thread thread = Thread.currentThread();
                ClassLoader before = thread.getContextClassLoader();
                thread.setContextClassLoader(captured);
                return () -> thread.setContextClassLoader(before);
            };
        };
    }

    /** Returns what takes this along and then another, which is opened last and closed first. */
    default TaskContext and(TaskContext other) {
        Objects.requireNonNull(other, "other");
        return () -> {
            Captured outer = capture();
            Captured inner = other.capture();
            return () -> openBoth(outer, inner);
        };
    }

    private static Scope openBoth(Captured outer, Captured inner) {
        Scope first = outer.open();
        Scope second;
        try {
            second = inner.open();
        } catch (Throwable failure) {
            try (first) {
                throw failure;
            }
        }
        return () -> {
            try (first;
                    second) {
                // Closed in the reverse order, whatever they throw.
            }
        };
    }
}
