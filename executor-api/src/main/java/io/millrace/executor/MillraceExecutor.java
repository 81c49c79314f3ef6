package io.millrace.executor;

import io.millrace.core.Alert;
import io.millrace.core.AlertListener;
import io.millrace.core.DomainWatchdog;
import io.millrace.core.PortCounter;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.Surroundings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool.ManagedBlocker;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An {@link ExecutorService} whose tasks are scheduled by a device.
 *
 * <dl>
 *   <dt>Lifecycle
 *   <dd>Workers start on demand, one more with each submission until the limit, and end after the keep-alive time
 *       without work. An executor that nobody used has no thread and is terminated right after {@link #shutdown()}.
 *   <dt>Threading
 *   <dd>All methods may be called by any thread, tasks among them.
 *   <dt>Ordering
 *   <dd>Tasks start in the {@link StartOrder} that was chosen. The views promise more, each in its way.
 *   <dt>Backpressure
 *   <dd>None by default: what the device does not take waits in an unbounded backlog. {@link Series#put} waits. With a
 *       {@linkplain MillraceExecutorBuilder#queueLimit limit} a {@link RejectedTaskHandler} decides of what is too much.
 *   <dt>Memory consistency effects
 *   <dd>As for {@link ExecutorService}. Moreover, what a task of a key does happens before the next task of that key,
 *       and likewise from serial part to serial part of a {@link Series}.
 *   <dt>Failure
 *   <dd>What a task thrown in by {@link #execute} throws goes once to the uncaught exception handler of the worker's
 *       thread, and the worker goes on. If the thread factory fails, the submission fails with it, unless another
 *       worker lives. Null is refused with {@link NullPointerException}, a task that comes after shutdown with {@link
 *       RejectedExecutionException}, both before anything is enqueued.
 * </dl>
 */
public final class MillraceExecutor extends AbstractExecutorService implements ScheduledExecutorService, AutoCloseable {

    private static final int CHECKS_WITHIN_LIMIT = 4;

    /** How often who waits for the end looks whether it has to try something again. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final Lifecycle lifecycle;
    private final SchedulingDomain domain;
    private final Intake intake;
    private final Lanes lanes;
    private final Workforce workforce;
    private final SeriesTable table;
    private final Guest guest;
    private final Shutdown shutdown;
    private final Entrance entrance;
    private final Shifts shifts;
    private final Controls controls;

    /** Null unless one was asked for. */
    private final @Nullable Bound bound;

    private final PlainWay plainWay;
    private final Capture capture;
    private final @Nullable HookedTasks hooked;

    /** Null unless latency is recorded. */
    private final @Nullable Recorder recorder;

    private final AtomicInteger nextDirected = new AtomicInteger();

    MillraceExecutor(ExecutorPlan plan) {
        name = plan.name();
        lifecycle = new Lifecycle(name);
        lifecycle.ownedBy(this);
        capture = plan.observation().capture(name);
        DomainShape shape = plan.shape();
        domain = plan.device().open(DomainLayout.configuration(shape));
        domain.start();
        workforce = new Workforce(lifecycle, plan.threads(), shape.workers(), plan.spares());
        intake = new Intake(lifecycle, domain.ingress(), workforce);
        table = new SeriesTable(shape.seriesLimit(), shape.reorderWindow());
        TaskLane plain = new TaskLane(shape.workers(), lifecycle, intake);
        TimerWatch timerWatch =
                new TimerWatch(workforce, worker -> domain.port(worker).wake());
        Timers timers =
                new Timers(lifecycle, plain, workforce, timerWatch, plan.keepAliveNanos(), Surroundings.clock());
        timers.afterShutdown(plan.timers());
        recorder = plan.recordsLatency() ? new Recorder(lifecycle, Surroundings.clock()) : null;
        timers.recordedBy(recorder);
        lanes = new Lanes(plain, new KeyLanes(), timers, new DrivenLanes());
        guest = new Guest(shape.workers(), lifecycle, plain);
        shutdown = new Shutdown(lifecycle, domain, intake, lanes, workforce, guest, table);
        entrance = new Entrance(lifecycle, workforce, intake, lanes, guest, shutdown, domain.ingress(), recorder);
        bound = plan.bound() == null
                ? null
                : new Bound(name, lifecycle, () -> new CallersRun(entrance), plan.workers(), plan.bound());
        if (bound != null) {
            bound.whileWaiting(workforce::isStillMissing);
        }
        hooked = plan.hooks() == null ? null : new HookedTasks(plan.hooks());
        plainWay = new PlainWay(entrance, plain, bound, capture, hooked);
        Demand demand = plan.coreWorkers() < shape.workers()
                ? new Demand(lifecycle, domain, plain, table, shape.workers())
                : null;
        if (demand != null) {
            workforce.startOnDemand(plan.coreWorkers(), demand);
        }
        shifts = new Shifts(table, intake, hooked, demand);
        WorkerThreads threads = workforce.threads();
        threads.assign(
                worker -> new WorkerLoop(domain.port(worker), entrance, shifts, shutdown, plan.keepAliveNanos()));
        if (workforce.hasSpares()) {
            workforce.workIsThere(this::hasWork);
            watch(
                    "sentinel",
                    new Sentinel(workforce, shifts, timers)::look,
                    () -> workforce.threads().present() > 0);
        }
        if (plan.hooks() != null) {
            shutdown.beforeTerminated(plan.hooks()::terminated);
        }
        controls = new Controls(domain, plan.device(), entrance, shutdown, bound);
        controls.begin(plan.workers());
        workforce.unfinished(controls::isUnfinished);
        shutdown.resumeBy(() -> {
            controls.resumeAll();
            table.resumeAll();
        });
        threads.afterLeaving(shutdown::advance);
        intake.afterMoving(shutdown::advance);
        timers.afterEnding(shutdown::advance);
    }

    /** Has what stands still told to a listener. Called once, before the first task. */
    void watch(long limitNanos, AlertListener listener) {
        AlertWords words = new AlertWords(name, shifts);
        AlertListener told = noticed -> {
            Alert alert = words.of(noticed);
            FlightLog.alert(name, alert);
            listener.alerted(alert);
        };
        DomainWatchdog watchdog = new DomainWatchdog(domain, limitNanos, told);
        DrivenWatch ofDriven = new DrivenWatch(
                lanes.driven(), limitNanos, domain.configuration().clock(), domain::report, told);
        long interval = Math.max(TimeUnit.MILLISECONDS.toNanos(1), limitNanos / CHECKS_WITHIN_LIMIT);
        LongSupplier look = () -> {
            watchdog.check();
            ofDriven.check();
            return interval;
        };
        Runnable begin = watch(
                "watchdog",
                look,
                () -> workforce.threads().present() > 0 || !lanes.driven().isEmpty());
        lanes.driven().afterAdding(begin);
    }

    /** Returns what makes sure that somebody watches, which is done for each worker that starts. */
    private Runnable watch(String kind, LongSupplier look, BooleanSupplier isNeeded) {
        Runnable begin = new Watch(name + "-" + kind, look, lifecycle, isNeeded)::begin;
        workforce.threads().afterStarting(begin);
        return begin;
    }

    /** Returns whether something is there that no worker has begun, as far as one can tell. */
    private boolean hasWork() {
        if (!lanes.plain().isClear() || !intake.isClear()) {
            return true;
        }
        if (lifecycle.isTidying()) {
            return false;
        }
        long held = workforce.threads().detachedEntries();
        for (int worker = 0; worker < workforce.limit(); worker++) {
            held += domain.counter(worker, PortCounter.HELD);
        }
        return domain.inFlight() > held;
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
        return newTaskFor(Executors.callable(runnable, value));
    }

    @Override
    protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        Callable<T> captured = capture.around(callable);
        if (workforce.hasSpares()) {
            return new SubmittedTask<>(captured, lifecycle, !plainWay.isForAll(), null);
        }
        if (capture.isOn()) {
            return new ContextFuture<>(captured);
        }
        // Only then the executor itself may cancel it.
        return bound != null || hooked != null ? new ExplainedFuture<>(captured) : new PlainFuture<>(captured);
    }

    @Override
    public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        Objects.requireNonNull(tasks, "tasks");
        try (Waiting waits = new Waiting()) {
            return super.invokeAny(tasks);
        }
    }

    @Override
    public <T extends @Nullable Object> T invokeAny(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        Objects.requireNonNull(tasks, "tasks");
        Objects.requireNonNull(unit, "unit");
        try (Waiting waits = new Waiting()) {
            return super.invokeAny(tasks, timeout, unit);
        }
    }

    /**
     * Waits for something that the executor cannot see, while another thread takes the place of this one: if this is a worker of an
     * executor that has {@linkplain MillraceExecutorBuilder#spares spares}. In place of {@link java.util.concurrent.ForkJoinPool#managedBlock}.
     *
     * @throws InterruptedException if {@code blocker} throws it
     */
    public static void managedBlock(ManagedBlocker blocker) throws InterruptedException {
        Objects.requireNonNull(blocker, "blocker is null, it is what is waited for");
        if (blocker.isReleasable()) {
            return;
        }
        try (Waiting waits = new Waiting()) {
            while (!blocker.isReleasable() && !blocker.block()) {
                Surroundings.spinWait();
            }
        }
    }

    @Override
    public void execute(Runnable command) {
        Objects.requireNonNull(command, "command is null, a task is needed");
        if (plainWay.isFor(command)) {
            plainWay.execute(command);
        } else {
            if (command instanceof ForkJoinTask<?> forking) {
                forking.belongTo(lifecycle);
            }
            entrance.submit(capture.around(command));
        }
    }

    /**
     * Has a task run after a delay, at once if that is not positive.
     *
     * <p>When it is due the task goes to the end of the line of all tasks of {@link #execute}; tasks that are due at the same
     * nanosecond, in the order in which they were scheduled. It is never early, and late if all workers are busy. No thread waits for it
     * but an idle worker. A delayed task that is cancelled is forgotten at once, as if {@code setRemoveOnCancelPolicy} of {@link
     * java.util.concurrent.ScheduledThreadPoolExecutor} were set. Delays are at most 292 years, and longer ones as if they were.
     *
     * <p>A {@linkplain MillraceExecutorBuilder#queueLimit limit} does not count it, be it due or not, and it never starts too late for {@link
     * MillraceExecutorBuilder#queueTimeout}.
     *
     * <p>Views do not schedule. A delayed task of a key is {@code schedule(() -> executor.atomic(key).execute(task), delay, unit)}.
     *
     * @throws RejectedExecutionException if the executor has been shut down, or no worker can be started
     */
    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Objects.requireNonNull(command, "command");
        return scheduled(Executors.callable(command), delay, 0, unit);
    }

    /**
     * Has a task run after a delay, as {@link #schedule(Runnable, long, TimeUnit)} does.
     *
     * @throws RejectedExecutionException if the executor has been shut down, or no worker can be started
     */
    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return scheduled(Objects.requireNonNull(callable, "callable"), delay, 0, unit);
    }

    /**
     * Has a task run after a delay, and again one period after the time for which it was set, and so on, until it throws, is cancelled, or the executor is
     * shut down. Runs do not overlap; those that come late are made up for, one after the other.
     *
     * @throws IllegalArgumentException if the period is not positive
     * @throws RejectedExecutionException if the executor has been shut down, or no worker can be started
     */
    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        Objects.requireNonNull(command, "command");
        return scheduled(Executors.callable(command), initialDelay, periodNanos("period", period, unit), unit);
    }

    /**
     * Has a task run after a delay, and again after a delay from the end of each run, until it throws, is cancelled, or the executor is shut down.
     *
     * @throws IllegalArgumentException if the delay between runs is not positive
     * @throws RejectedExecutionException if the executor has been shut down, or no worker can be started
     */
    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        Objects.requireNonNull(command, "command");
        return scheduled(Executors.callable(command), initialDelay, -periodNanos("delay", delay, unit), unit);
    }

    private static long periodNanos(String figure, long period, TimeUnit unit) {
        Objects.requireNonNull(unit, "unit");
        if (period <= 0) {
            throw new IllegalArgumentException("time between runs must be positive: " + figure + "=" + period);
        }
        return unit.toNanos(period);
    }

    private <V> ScheduledFuture<V> scheduled(Callable<V> command, long delay, long periodNanos, TimeUnit unit) {
        Objects.requireNonNull(unit, "unit");
        TimedTask<V> task =
                new TimedTask<>(capture.aroundLater(command), lanes.timers(), unit.toNanos(delay), periodNanos);
        entrance.submit(task);
        return task;
    }

    /**
     * Has a task wait for room, and returns at once. The future completes when the task was let in, be that at once or by the
     * thread that makes room; what depends on it that thread runs, so it should be short. Cancelled before, or completed in another way
     * such as {@code orTimeout}, it withdraws the task. It fails with {@link RejectedExecutionException} if the
     * executor is shut down before, in place of asking the {@link RejectedTaskHandler}. Those who wait, here or in {@link
     * RejectedTask#await()}, are let in in the order in which they came.
     */
    public CompletableFuture<@Nullable Void> admit(Runnable task) {
        Objects.requireNonNull(task, "task");
        return bound == null ? admitted(() -> execute(task)) : bound.await(plainWay.task(task));
    }

    /**
     * Has a task of a view wait for room, as {@link #admit(Runnable)} does. It has its place in the order of the view from when it was
     * let in.
     *
     * @throws IllegalArgumentException if this is no view of this executor
     */
    public CompletableFuture<@Nullable Void> admit(Runnable task, ExecutorService view) {
        Objects.requireNonNull(task, "task");
        if (!(Objects.requireNonNull(view, "view") instanceof TaskView own) || !own.isOf(lifecycle)) {
            throw new IllegalArgumentException("no view of this executor: executor=" + name + ", view=" + view);
        }
        return bound == null ? admitted(() -> own.execute(task)) : bound.await(own.task(task));
    }

    private static CompletableFuture<@Nullable Void> admitted(Runnable submission) {
        try {
            submission.run();
            return CompletableFuture.completedFuture(null);
        } catch (RejectedExecutionException rejection) {
            return CompletableFuture.failedFuture(rejection);
        }
    }

    /**
     * Takes out tasks that wait and whose futures were cancelled, plain ones and those of keys, and gives their room back.
     * Without this they do so when their turn comes, as those of other views always do.
     */
    public void purge() {
        lanes.plain().purge();
        lanes.keyed().purge(() -> bound == null || bound.mayLeaveGap());
        entrance.passTakenOut();
    }

    /**
     * Takes a task that forks others, and returns it.
     *
     * @throws RejectedExecutionException if the executor has been shut down, or no worker can be started
     */
    public <T extends @Nullable Object> ForkJoinTask<T> submit(ForkJoinTask<T> task) {
        execute(Objects.requireNonNull(task, "task is null, a task is needed"));
        return task;
    }

    /**
     * Runs a task that forks others, waits for it and returns its result. A worker of this executor runs it itself.
     *
     * @throws RejectedExecutionException if the executor has been shut down, or no worker can be started
     */
    public <T extends @Nullable Object> T invoke(ForkJoinTask<T> task) {
        Objects.requireNonNull(task, "task is null, a task is needed");
        return isWorkerThread() ? task.invoke() : submit(task).join();
    }

    /**
     * Does something with each number of a range, part by part, in parallel, and returns when all of it is done. The calling thread works as the others do, and
     * never waits for a worker that has not begun; so this may be called in tasks and jobs of the executor and in parts of other such loops, ends however busy or few
     * the workers are, and while the executor is paused.
     *
     * <p>What it does to other tasks: workers come to help that have no task in line. While a part runs in the calling thread, that counts as {@linkplain #isWorkerThread
     * one of the executor's}, and may fork. A {@linkplain MillraceExecutorBuilder#queueLimit limit} does not count what helps, hooks do not see it, and a context
     * does not come along.
     *
     * <p>If a part throws, no other begins, and when those have ended that had begun, this throws the same; what others have thrown is suppressed in it. {@link #shutdown} lets the
     * loop go on, and {@link #shutdownNow} leaves it to the calling thread alone, which is interrupted by that if it is a worker.
     *
     * <p>What the caller has done before happens before each part, and each part before this returns.
     *
     * @throws X what a part has thrown
     * @throws InterruptedException if the thread is interrupted before all parts have begun. Those that had begun have ended. Interrupted later, it stays so
     * @throws RejectedExecutionException if the executor has been shut down, or no worker can be started; not in a task of the executor
     */
    public <X extends Exception> void parallelFor(ParallelRange range, RangeTask<X> task)
            throws X, InterruptedException {
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(task, "task");
        if (range.size() > 0) {
            entrance.runLoop(range, task);
        }
    }

    /**
     * Returns a view that never runs two tasks of one key at the same time, and starts those of one submitter in the
     * order of submission. Keys are compared by {@code equals}; nothing is kept for a key that has no tasks. Cheap
     * enough to be made for one task.
     *
     * <p>Views do not combine: each is one order of its own, and two orders of the same tasks may contradict each other.
     *
     * @throws IllegalArgumentException if {@code key} is itself a view or an executor of this library
     */
    public ExecutorService atomic(Object key) {
        if (key instanceof TaskView || key instanceof MillraceExecutor) {
            throw new IllegalArgumentException("views do not combine, and a view is no key: choose one promise for"
                    + " these tasks, or have a task of the one submit to the other: executor=" + name + ", key=" + key);
        }
        KeyAddress address = new KeyAddress(
                Objects.requireNonNull(key, "key is null; what needs no key goes to the executor itself"));
        return new AtomicView(name + "/atomic", address, bound, entrance, capture);
    }

    /**
     * Returns a view that runs tasks in parallel and completes their futures in the order of submission, one after the
     * other. A cancelled task delays nobody.
     *
     * @throws IllegalArgumentException if the series belongs to another executor
     */
    public ExecutorService ordered(Series series) {
        if (!Objects.requireNonNull(series, "series is null, open one with newSeries()")
                .isOf(this)) {
            throw new IllegalArgumentException(
                    "series of another executor, open one with newSeries() of this: executor=" + name);
        }
        return new OrderedView(name + "/ordered", lifecycle, bound, capture, series.flow());
    }

    /**
     * Opens a series.
     *
     * @throws RejectedExecutionException if too many are open, or the executor has been shut down
     */
    public Series newSeries() {
        if (!lifecycle.isRunning()) {
            throw lifecycle.rejection();
        }
        return new Series(table.open(entrance), this);
    }

    /** Returns a view of one worker, the workers taking turns. */
    public ExecutorService directed() {
        return directed(Math.floorMod(nextDirected.getAndIncrement(), workforce.number()));
    }

    /**
     * Returns a view whose tasks run on one worker, those of one submitter in the order of submission. That is one
     * thread for as long as the worker is not idle for the keep-alive time. What is directed to a worker above the {@linkplain #resize
     * number} runs on it all the same, beside those below, and its thread ends when there is no more. While there is any work, {@link #resume} and {@link
     * #resize} start each worker for which there ever was such a view.
     *
     * @throws IndexOutOfBoundsException if there is no such worker
     */
    public ExecutorService directed(int worker) {
        serveAlways(worker);
        return view("directed-" + worker, new PlainAddress(DomainLayout.directed(worker), worker));
    }

    private void serveAlways(int worker) {
        if (worker < 0 || worker >= workforce.limit()) {
            throw new IndexOutOfBoundsException(
                    "no such worker: worker=" + worker + ", lowest=0, highest=" + (workforce.limit() - 1));
        }
        workforce.serveAlways(worker);
    }

    /**
     * Returns the stop at which jobs of series have a part on one worker, one after the other, in the order in which they come.
     *
     * @throws IndexOutOfBoundsException if there is no such worker
     */
    public Stop stopAt(int worker) {
        serveAlways(worker);
        return Stop.at(worker);
    }

    /**
     * Returns a new view whose tasks run in a thread of the user's that drives it. Such tasks take no worker and start none.
     *
     * @param view what the view is called in messages and reports; two may have the same name
     * @throws RejectedExecutionException if the executor has been shut down
     */
    public DrivenExecutor driven(String view) {
        return drivenView(view, null);
    }

    /**
     * Returns a view as {@link #driven(String)} does, for a thread that sleeps elsewhere: in a selector, or in the queue of a toolkit, as {@code view ->
     * SwingUtilities.invokeLater(view::drive)} wakes it.
     *
     * @param wakeUp called with the view by the submitter after a task has come, if nobody has driven since the last call; and by the driving thread
     *     where it has left tasks. It must be short. What it throws goes to the uncaught exception handler of the thread
     * @throws RejectedExecutionException if the executor has been shut down
     */
    public DrivenExecutor driven(String view, Consumer<? super DrivenExecutor> wakeUp) {
        return drivenView(view, Objects.requireNonNull(wakeUp, "wakeUp is null; without one, leave it out"));
    }

    private DrivenExecutor drivenView(String view, @Nullable Consumer<? super DrivenExecutor> wakeUp) {
        Objects.requireNonNull(view, "view is null, a name is needed");
        if (!lifecycle.isRunning()) {
            throw lifecycle.rejection();
        }
        DrivenLane lane = new DrivenLane(name + "/driven-" + view, lifecycle);
        return new DrivenView(lane, bound, entrance, capture, hooked, wakeUp);
    }

    /**
     * Returns a view whose tasks go before or after others.
     *
     * @param priority 0 is the highest, 4 what all others have, 7 the lowest
     * @throws IllegalArgumentException if {@code priority} is out of range
     * @throws UnsupportedOperationException if the device has no priorities, and it is not 4
     */
    public ExecutorService priority(int priority) {
        controls.requirePriorities(DomainLayout.checkPriority(priority));
        return view("priority-" + priority, new PlainAddress(DomainLayout.prioritised(priority), Workforce.ANY));
    }

    private ExecutorService view(String kind, Address address) {
        return new TaskView(
                name + "/" + kind,
                lifecycle,
                bound,
                capture,
                (view, task) -> new ViewTask(view, entrance.stamped(task), address, entrance));
    }

    /**
     * Changes the number of workers.
     *
     * <p>If it is raised, further workers start for what waits, or with the next submissions. If it is lowered, those with the highest numbers
     * end after the tasks that they have at hand, and what they have forked and not joined; from then on never more run than the new number. Once the
     * executor has terminated nothing happens.
     *
     * @throws IllegalArgumentException if {@code workers} is below 1 or above {@link #workerLimit()}
     * @throws UnsupportedOperationException if the device cannot change what a worker serves
     */
    public void resize(int workers) {
        controls.resize(workers);
    }

    /**
     * Chooses the workers that run the parallel parts of jobs of series; all others run none from then on. Until this is called all do.
     *
     * <p>The choice may change at any time, while jobs are out: nothing is lost and no order broken. What a worker has at hand it ends. It is about the parallel and the serial
     * parts of series, and so of ordered views and pipelines, and about nothing else: plain tasks, those of keys, {@linkplain OrderedJob#further further} parts and
     * what is directed to a worker go where they went, so these workers are not kept free for jobs. A thread that {@linkplain Series#invoke invokes} a job runs it itself only
     * while all workers that there may be are chosen for both parts; {@link Series#putOrRun} runs parallel parts in the caller all the same.
     *
     * <p>Unless all that there may be are chosen, those that are start at once, also while the executor is paused, and do not end for want of work. If {@linkplain #resize the number of workers} is below some of them, those that there
     * are serve; if there is none of them, one that there is stands in, and {@link #parallelWorkers()} says who. The choice is kept for when the number is raised.
     *
     * @return the workers that run these parts from now on; none if the executor has ended, and nothing has changed
     * @throws IllegalArgumentException if the set is empty, or names a worker that is not below {@link #workerLimit()}; nothing has changed
     * @throws UnsupportedOperationException if the device cannot change what a worker serves
     */
    public Set<Integer> parallelWorkers(Set<Integer> workers) {
        return controls.choose(PartWorkers.Part.PARALLEL, workers);
    }

    /** Returns the workers that run the parallel parts of jobs of series. */
    public Set<Integer> parallelWorkers() {
        return controls.parts().usable(PartWorkers.Part.PARALLEL);
    }

    /**
     * Chooses the workers that run the serial parts of jobs of series, as {@link #parallelWorkers(Set)} does for the parallel ones. With one of several
     * that there may be all serial parts of all series run in one thread, as long as
     * that does not wait in one and a spare takes its place.
     *
     * @return the workers that run these parts from now on; none if the executor has ended, and nothing has changed
     * @throws IllegalArgumentException if the set is empty, or names a worker that is not below {@link #workerLimit()}; nothing has changed
     * @throws UnsupportedOperationException if the device cannot change what a worker serves
     */
    public Set<Integer> serialWorkers(Set<Integer> workers) {
        return controls.choose(PartWorkers.Part.SERIAL, workers);
    }

    /** Returns the workers that run the serial parts of jobs of series. */
    public Set<Integer> serialWorkers() {
        return controls.parts().usable(PartWorkers.Part.SERIAL);
    }

    /**
     * Returns a worker that runs serial parts: the wanted one if it does, and else one that stands in for it, the same for the same one until the choice or the number of
     * workers changes. For {@link #stopAt} and {@link #directed(int)} by a number from outside, such as that of a connection.
     *
     * @throws IllegalArgumentException if {@code wanted} is negative
     */
    public int serialWorker(int wanted) {
        if (wanted < 0) {
            throw new IllegalArgumentException("number of a worker must not be negative: wanted=" + wanted);
        }
        return controls.parts().standIn(PartWorkers.Part.SERIAL, wanted);
    }

    /** Returns the number of workers that there may be; not how many there are, which {@link ExecutorSnapshot#workers()} says. */
    public int workers() {
        return workforce.number();
    }

    /**
     * Changes how many tasks may wait. If it is raised, those who wait for room are let in; if it is lowered, all that are in stay.
     *
     * @throws IllegalArgumentException if {@code tasks} is negative
     * @throws IllegalStateException if the executor was built without {@link MillraceExecutorBuilder#queueLimit}
     */
    public void queueLimit(int tasks) {
        controls.queueLimit(tasks);
    }

    /**
     * Lets nothing begin until {@link #resume}. What runs goes on, with what it has forked or waits for and can run itself; so do jobs of a series whose
     * parallel part has begun, as far as their next stop. What is submitted is taken and waits, and so do timers that are due. A task that a worker has just got at hand may still
     * begin. What callers run themselves for want of room is not held up, nor is a {@linkplain #driven driven} view, which need not be driven.
     *
     * <p>Nothing happens if the executor is paused, or was shut down. {@link #shutdown} resumes everything, and {@link #shutdownNow} returns what waits.
     *
     * @throws UnsupportedOperationException if the device cannot change what a worker serves
     */
    public void pause() {
        controls.pause();
    }

    /** Lets go on what waits because of {@link #pause}. Keys and series that were paused by themselves stay so. */
    public void resume() {
        controls.resume();
    }

    /** Returns whether nothing begins for now. */
    public boolean isPaused() {
        return workforce.isPaused();
    }

    /**
     * Lets no task of a key begin until {@link #resumeKey}; what is submitted is taken and waits behind each other, and takes no worker and no credit. A
     * task that a worker has just got at hand may still begin. Nothing happens if the key is paused, or the executor was shut down, which resumes all keys.
     */
    public void pauseKey(Object key) {
        controls.pauseKey(Objects.requireNonNull(key, "key"));
    }

    /** Lets the tasks of a key go on. Nothing happens if it is not paused. */
    public void resumeKey(Object key) {
        controls.resumeKey(Objects.requireNonNull(key, "key"));
    }

    /**
     * Waits until nothing waits and nothing runs, without an end of the executor: until all has ended that was there or came by it, for others may submit
     * at any time. Timers that are not due do not count. Returns what there was at the last look, which {@link WorkReport#toString} prints as a page.
     *
     * @throws IllegalStateException if a task or job of this executor calls, which would wait for itself
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public WorkReport drain(Duration timeout) throws InterruptedException {
        Objects.requireNonNull(timeout, "timeout");
        if (isWorkerThread()) {
            throw new IllegalStateException(
                    "drain called by a task of the same executor, which would wait for itself: executor=" + name);
        }
        return new Drain(name, shifts, guest, entrance, table, domain).await(timeout);
    }

    /** Returns the greatest number of workers; {@link Worker#index()} is not above it. */
    public int workerLimit() {
        return workforce.limit();
    }

    /** Returns how many jobs of a series may be unfinished before {@link Series#put} waits. */
    public int reorderWindow() {
        return table.reorderWindow();
    }

    /**
     * Returns whether the calling thread runs a task or job of this executor, as one of its workers, in {@link
     * Series#invoke}, or because there was no room for the task. Such a thread must not wait for what only workers can bring about.
     */
    public boolean isWorkerThread() {
        return entrance.isOwnWorker();
    }

    /** Returns what the executor is doing. */
    public ExecutorSnapshot snapshot() {
        int active =
                shifts.active() + (guest.isPresent() ? 1 : 0) + lanes.driven().active();
        long completed = shifts.completed() + guest.completed() + lanes.driven().completed();
        // In this order: what enters the device meanwhile is counted twice, and not never.
        long backlog = lanes.waiting() + intake.count() + table.waiting();
        int inFlight = lifecycle.isTerminated() ? 0 : domain.inFlight();
        int workers = workforce.threads().present();
        return new ExecutorSnapshot(
                workers,
                active,
                backlog,
                inFlight,
                bound == null ? completed : completed + bound.ranElsewhere(),
                bound == null ? 0 : bound.rejectedCount(),
                bound == null ? 0 : bound.discardedCount(),
                bound == null ? 0 : bound.overdueCount(),
                workforce.spareThreads(),
                lanes.timers().waiting());
    }

    /** Returns how long tasks have waited and taken until now, if that is recorded, and which keys have most of them. */
    public ExecutorStatistics statistics() {
        TaskTimes total = recorder == null ? new TaskTimes(Surroundings::nanoTime) : recorder.total();
        return ExecutorStatistics.of(total, lanes.keyed().hottest());
    }

    /**
     * Returns a page for people who want to know what the executor is doing and why it does not do more: its figures, what each thread does
     * right now, hot keys, series that stand still, the device in short, and what one might do.
     *
     * <p>It waits for nothing and never fails, and may be asked after the end. It asks tasks and keys for their {@code toString}. The figures are read one
     * after the other while work goes on. The order of lines is always the same; what they say is for people, and may change.
     */
    public String explain() {
        return new Explanation(name, entrance, shifts, bound, domain, this::snapshot).toText();
    }

    @Override
    public void shutdown() {
        shutdown.begin();
        refuseWaiting();
    }

    private void refuseWaiting() {
        if (bound != null) {
            bound.refuseWaiting();
        }
    }

    /**
     * Stops: interrupts the workers and returns what has not started, each task once and as it was submitted. Jobs of a
     * series that have not started are told by {@link OrderedJob#abandoned()}, and are in the list if they are {@code
     * Runnable}. Jobs whose parallel part is done still complete in order, but for those
     * that wait for any worker at a {@linkplain Stop stop}, or for one of their own, which are abandoned.
     */
    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> unstarted = shutdown.beginNow();
        refuseWaiting();
        return unstarted;
    }

    @Override
    public boolean isShutdown() {
        return !lifecycle.isRunning();
    }

    @Override
    public boolean isTerminated() {
        return lifecycle.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        Objects.requireNonNull(unit, "unit");
        long limit = Math.max(0, unit.toNanos(timeout));
        long begin = Surroundings.nanoTime();
        long left = limit;
        while (!isTerminated() && left > 0) {
            // Somebody has to try again, if one could not be started whom the end waits for.
            long slice = workforce.isStillMissing() ? WorkerLoop.RETRY_NANOS : LOOK_NANOS;
            lifecycle.awaitTermination(Math.min(slice, left));
            left = limit - (Surroundings.nanoTime() - begin);
        }
        return isTerminated();
    }

    /**
     * Shuts down and waits until all tasks have ended. Interrupted, it stops them, goes on waiting, and leaves the
     * thread interrupted.
     *
     * <p>The executors of the JDK wait here for ever if one of their own tasks calls this, which waits for its own end.
     * There is no outcome in which that is wanted, so it is refused.
     *
     * @throws IllegalStateException if a task or job of this executor calls, and nothing was shut down; or {@link TaskHooks#terminated}, whose return
     *     the end waits for
     */
    @Override
    public void close() {
        if (shutdown.isEndedBy(Thread.currentThread())) {
            throw new IllegalStateException(
                    "close called by the hook terminated() of the same executor, whose end waits"
                            + " for the hook; the executor ends without it: executor=" + name);
        }
        if (isWorkerThread()) {
            throw new IllegalStateException("close called by a task of the same executor, which would wait for itself;"
                    + " call shutdown() there, and close() in another thread: executor=" + name);
        }
        shutdown();
        boolean interrupted = false;
        boolean terminated = false;
        while (!terminated) {
            try {
                terminated = awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                if (!interrupted) {
                    shutdownNow();
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name + "[" + lifecycle + (isPaused() ? ", paused" : "") + ", " + snapshot() + "]";
    }

    /** Returns how many tasks have a place in the bound; 0 if there is none. */
    long placesTaken() {
        return bound == null ? 0 : bound.taken();
    }

    String name() {
        return name;
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }

    SchedulingDomain domain() {
        return domain;
    }

    Workforce workforce() {
        return workforce;
    }

    @Nullable
    Bound bound() {
        return bound;
    }

    TaskLane plain() {
        return lanes.plain();
    }

    KeyLanes keys() {
        return lanes.keyed();
    }
}
