package io.millrace.executor;

import org.jspecify.annotations.Nullable;

/**
 * What an executor calls around its tasks and at its end, as {@link java.util.concurrent.ThreadPoolExecutor} calls its
 * methods of these names. Set by {@link MillraceExecutorBuilder#hooks}.
 *
 * <p>The hooks see the very object that was handed in by {@code execute}, and the future that {@code submit} has returned,
 * whether the task came by the executor or by one of its views. Jobs of a {@link Series} are not told: they are no {@code
 * Runnable}, run in two parts, and know themselves when these begin and end.
 *
 * <p><b>Threading.</b> The worker that runs the task calls its hooks; several workers do so at the same time.
 *
 * <p><b>Failure.</b> What a hook throws goes to the uncaught exception handler of its thread, and the worker goes on with the
 * next task. That is where this differs from {@code ThreadPoolExecutor}, whose worker dies and is replaced.
 */
public interface TaskHooks {

    /**
     * Called before a task runs. If it throws, the task does not run and {@link #afterExecute} is not called; a future is
     * then cancelled, since its owner would wait for ever.
     *
     * @param worker the thread that will run the task, which is the current one
     */
    default void beforeExecute(Thread worker, Runnable task) {}

    /**
     * Called once after a task has run. A future that was submitted has its outcome by then and {@code failure} is null;
     * only that of an ordered view may still wait for its turn, so ask it with {@code isDone}, and do not wait for it.
     *
     * @param failure what the task has thrown; the uncaught exception handler is told of it afterwards
     */
    default void afterExecute(Runnable task, @Nullable Throwable failure) {}

    /**
     * Called once when all tasks have ended and the workers have left, by the thread that brought this about. The executor
     * is terminated when this has returned or thrown, and not before, so do not wait for that here.
     */
    default void terminated() {}
}
