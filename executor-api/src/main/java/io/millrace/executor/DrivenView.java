package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RunnableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The view of a {@link DrivenLane}. */
final class DrivenView extends TaskView implements DrivenExecutor {

    private final Entrance entrance;
    private final DrivenLanes lanes;
    private final DrivenLane lane;
    private final @Nullable HookedTasks hooked;

    /** Null unless latency is recorded. Owned by the driver. */
    private final @Nullable TaskTimes times;

    DrivenView(
            DrivenLane lane,
            @Nullable Bound bound,
            Entrance entrance,
            Capture capture,
            @Nullable HookedTasks hooked,
            @Nullable Consumer<? super DrivenExecutor> wakeUp) {
        super(
                lane.name(),
                entrance.lifecycle(),
                bound,
                capture,
                (view, task) -> new DrivenTask(view, entrance.stamped(task), lane, entrance));
        this.lane = lane;
        this.entrance = entrance;
        this.hooked = hooked;
        lanes = entrance.lanes().driven();
        Recorder recorder = entrance.recorder();
        times = recorder == null ? null : recorder.open();
        if (times != null) {
            times.expect(TaskKind.DIRECTED);
        }
        if (wakeUp != null) {
            lane.signalBy(() -> wakeUp.accept(this));
        }
        lanes.add(lane);
        CompletableFuture<?> unused = end().thenRun(() -> {
            lane.wake();
            forgetIfEnded();
        });
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        return new SubmittedTask<>(captured(callable), null, false, null);
    }

    @Override
    public int drive() {
        return driveAtMost(Long.MAX_VALUE);
    }

    @Override
    public int drive(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit of tasks must be positive: limit=" + limit);
        }
        return driveAtMost(limit);
    }

    private int driveAtMost(long limit) {
        lane.enter();
        try {
            // What comes from here on is for the next call.
            long most = lane.waiting();
            return most == 0 ? 0 : run(Math.min(limit, most), most);
        } finally {
            lane.leave();
        }
    }

    /** Runs so many tasks, and looks at no more than so many. */
    private int run(long limit, long most) {
        int ran = 0;
        try (DrivenRun run = new DrivenRun(entrance, lane, hooked, times)) {
            lane.beginTaking();
            DrivenTask task = lane.next();
            for (long seen = 1; task != null; seen++) {
                ran += run.run(task) ? 1 : 0;
                task = ran < limit && seen < most ? lane.next() : null;
            }
        } finally {
            endTaking();
        }
        return ran;
    }

    @Override
    public boolean driveNext(Duration atMost) throws InterruptedException {
        long nanos = RejectedTask.nanos(atMost);
        lane.enter();
        try (DrivenRun run = new DrivenRun(entrance, lane, hooked, times)) {
            return driveNext(run, nanos);
        } finally {
            lane.leave();
        }
    }

    @Override
    public void driveUntilShutdown() throws InterruptedException {
        lane.enter();
        try (DrivenRun run = new DrivenRun(entrance, lane, hooked, times)) {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = driveNext(run, Long.MAX_VALUE);
            }
        } finally {
            lane.leave();
        }
    }

    /** Runs a task; false if none has come in that time, or none will. */
    private boolean driveNext(DrivenRun run, long nanos) throws InterruptedException {
        long begin = Surroundings.nanoTime();
        while (true) {
            if (run.wasInterrupted()) {
                throw new InterruptedException("interrupted between two tasks: view=" + lane.name());
            }
            if (runOne(run)) {
                return true;
            }
            long left = nanos - (Surroundings.nanoTime() - begin);
            if (isOver() || left <= 0) {
                return false;
            }
            run.pauses();
            lane.sleepNanos(left, this::isOver);
        }
    }

    private boolean runOne(DrivenRun run) {
        lane.beginTaking();
        try {
            DrivenTask task = lane.next();
            // What was taken out has left its place in line.
            while (task != null && !run.run(task)) {
                task = lane.next();
            }
            return task != null;
        } finally {
            endTaking();
        }
    }

    private void endTaking() {
        lane.endTaking();
        // Whoever looked meanwhile has found that a task was taken, and left the next step of the shutdown to this.
        entrance.advanceIfShutDown();
        forgetIfEnded();
    }

    /** Returns whether nothing waits, and nothing will come. */
    private boolean isOver() {
        Lifecycle lifecycle = entrance.lifecycle();
        return isTerminated() || lifecycle.isStopping() || (!lifecycle.isRunning() && lane.isEmpty());
    }

    /** Has the executor forget the view, once it has terminated and the driver has counted its last task: whichever comes last. */
    private void forgetIfEnded() {
        if (isTerminated() && !lane.isTaking() && lanes.remove(lane)) {
            Recorder recorder = entrance.recorder();
            if (recorder != null && times != null) {
                recorder.close(times);
            }
            // The lane may have been what the end waits for.
            entrance.advanceIfShutDown();
        }
    }

    @Override
    public void shutdown() {
        super.shutdown();
        lane.wake();
    }

    /** Returns what has not started, and interrupts what runs: its thread runs nothing else. */
    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> unstarted = super.shutdownNow();
        lane.stop();
        lane.wake();
        return unstarted;
    }

    @Override
    public String toString() {
        String text = super.toString();
        return text.substring(0, text.length() - 1) + ", driver=" + lane.driverName() + "]";
    }
}
