package io.millrace.executor;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * That the current thread works for an executor: as one of its workers, for a {@link Shift}, or as its {@link Guest}.
 */
class Serving implements AutoCloseable {

    private static final ThreadLocal<@Nullable Serving> CURRENT = new ThreadLocal<>();

    private final Lifecycle executor;
    private final TaskLane lane;

    /** What the thread did before, and goes on with afterwards: a worker may be the guest of another executor. */
    private final @Nullable Serving outer = current();

    /** Begins. Called by the thread. */
    Serving(Lifecycle executor, TaskLane lane) {
        this.executor = executor;
        this.lane = lane;
        current(this);
    }

    /** Returns what the current thread does; null if it works for no executor. */
    static @Nullable Serving current() {
        return Thread.currentThread() instanceof ServingThread own ? own.serving : CURRENT.get();
    }

    private static void current(@Nullable Serving serving) {
        if (Thread.currentThread() instanceof ServingThread own) {
            own.serving = serving;
        } else if (serving == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(serving);
        }
    }

    /** Returns whether the current thread works for this executor. */
    static boolean isFor(Lifecycle executor) {
        Serving serving = current();
        while (serving != null && serving.executor != executor) {
            serving = serving.outer;
        }
        return serving != null;
    }

    final Lifecycle executor() {
        return executor;
    }

    /** Returns whether what the thread forks lies with itself, so that it can take that back. */
    boolean hasDeque() {
        return false;
    }

    final TaskLane lane() {
        return lane;
    }

    /** Lets a task be run by whoever has time, or who waits for it. */
    void fork(ForkJoinTask<?> task) {
        if (!lane.add(task)) {
            task.run();
        }
    }

    /** Works on what the current thread is about to wait for, as far as that can be done here. */
    void help(ForkJoinTask<?> task) {
        if (task.tryClaimPart()) {
            task.runClaimed();
        } else if (task.isHandedInTo(executor)) {
            task.runEarly(this);
        }
    }

    /** Runs what the current thread is about to wait for, if it may. */
    void help(SubmittedTask<?> task) {}

    /** Works on a task that was forked and that the current thread is about to wait for, if nobody has begun it. */
    void helpBriefly(ForkJoinTask<?> task) {
        if (task.tryClaimPart()) {
            task.runClaimed();
        }
    }

    /** Called before the thread waits for a task that has not ended. */
    void beginWaiting(SubmittedTask<?> task) {
        beginWaiting();
    }

    /** Says that a task was taken that another thread may have forked, and may wait for. */
    void noteStolen(ForkJoinTask<?> task) {}

    /** Begins a task of a view, and returns it as it is to be run. */
    Runnable begins(Runnable task) {
        return StampedTask.own(task);
    }

    /** Has a task run, in some way, that the one that runs waits for. */
    void runOnTop(Runnable task, Consumer<Runnable> runner) {
        runner.accept(StampedTask.own(task));
    }

    /** Runs what was forked, and waits until nothing of it is left. */
    void quiesce() {
        for (ForkJoinTask<?> task = lane.steal(); task != null; task = lane.steal()) {
            task.runClaimed();
        }
    }

    /** Returns about how many tasks that this thread has forked wait. */
    int forked() {
        return 0;
    }

    /** Returns how many others there may be to steal them. */
    int others() {
        return 0;
    }

    /** Called before the thread waits for something. */
    void beginWaiting() {}

    /** Called when the thread has waited. */
    void endWaiting() {}

    @Override
    public void close() {
        current(outer);
    }
}
