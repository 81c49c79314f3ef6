package io.millrace.executor;

import io.millrace.core.AlertListener;
import io.millrace.core.ConfigurationException;
import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.Surroundings;
import io.millrace.core.WaitProfile;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects the choices for an executor.
 *
 * <p><b>Threading.</b> Used by one thread at a time. May be used again after {@link #build()}.
 */
public final class MillraceExecutorBuilder {

    /**
     * How many entries the device holds unless another number is asked for, or the device can hold less: as many as Intel DLB has credits for load-balanced
     * queues.
     */
    public static final int DEFAULT_CREDITS = 8192;

    /** How many series may be open unless another number is asked for. */
    public static final int DEFAULT_SERIES_LIMIT = 256;

    private static final int WIDEST_DEFAULT_WINDOW = 512;
    private static final AtomicInteger UNNAMED = new AtomicInteger();

    private int maxWorkers;
    private int coreWorkers = Integer.MAX_VALUE;
    private int workers = Surroundings.processors();

    /** 0 unless set. */
    private int credits;

    private int reorderWindow;
    private int seriesLimit = DEFAULT_SERIES_LIMIT;
    private int spares;
    private boolean daemons;
    private StartOrder startOrder = StartOrder.RELAXED;
    private WaitProfile waitProfile = WaitProfile.ADAPTIVE;
    private Duration keepAlive = Duration.ofSeconds(60);
    private boolean keepsDelayed = true;
    private boolean keepsPeriodic;
    private Duration watchLimit = Duration.ZERO;
    private int queueLimit = Bound.UNLIMITED;
    private long queueTimeoutNanos = Bound.UNTIMED;
    private boolean recordsLatency;
    private @Nullable RejectedTaskHandler rejectionHandler;
    private @Nullable AlertListener alertListener;
    private @Nullable TaskHooks hooks;
    private long slowWaitNanos = Bound.UNTIMED;
    private boolean isManaged;
    private @Nullable TaskContext context;
    private @Nullable String name;
    private @Nullable ThreadFactory threadFactory;
    private @Nullable Device device;

    MillraceExecutorBuilder() {}

    /** Sets the greatest number of workers; the number of processors unless set. */
    public MillraceExecutorBuilder workers(int count) {
        int limit = DomainLayout.workerLimit();
        if (count < 1 || count > limit) {
            throw new IllegalArgumentException("number of workers out of range: workers=" + count
                    + ", lowest=1, highest=" + limit + ", unset=one for each processor");
        }
        workers = count;
        return this;
    }

    /**
     * Sets how far {@link MillraceExecutor#resize} may raise the number of workers; the number itself unless set. Each place that is kept
     * free costs a port of the device and a look at it in each search, so ask for what is needed.
     */
    public MillraceExecutorBuilder maxWorkers(int count) {
        int limit = DomainLayout.workerLimit();
        if (count < 1 || count > limit) {
            throw new IllegalArgumentException("greatest number of workers out of range: maxWorkers=" + count
                    + ", lowest=1, highest=" + limit + ", unset=the number of workers");
        }
        maxWorkers = count;
        return this;
    }

    /**
     * Sets up to how many workers start with each submission, whether or not others are idle; all unless set, as with {@code
     * Executors.newFixedThreadPool}. Beyond that one starts for a task that would not start at once otherwise, as with
     * {@code Executors.newCachedThreadPool}, which has 0. Idle workers go after the {@linkplain #keepAlive keep-alive time} in either case.
     */
    public MillraceExecutorBuilder coreWorkers(int count) {
        if (count < 0) {
            throw new IllegalArgumentException(
                    "number of core workers is negative: coreWorkers=" + count + ", lowest=0, unset=all workers");
        }
        coreWorkers = count;
        return this;
    }

    /**
     * Sets how many threads there may be beyond the workers, to take the places of those that wait; 0 unless set, as with
     * {@code ThreadPoolExecutor}.
     *
     * <p>With spares a task may wait for others without keeping a worker from its work. If it waits in {@code get} for a task that
     * was submitted to the same executor and has not started, its thread runs that one itself, up to 64 on top of each other, so a
     * task that is waited for may start before its turn. In all other waits, those included that the executor only finds
     * out after some milliseconds, another thread takes its place, and its own ends with the task. Tasks of directed
     * views and jobs of a {@link Series} keep their worker all the same.
     */
    public MillraceExecutorBuilder spares(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException(
                    "number of spare threads is negative: spares=" + limit + ", lowest=0, unset=0");
        }
        spares = limit;
        return this;
    }

    /**
     * Sets how many entries the device holds, {@value #DEFAULT_CREDITS} or as many as it can unless set: tasks of directed and priority views,
     * jobs, and turns of workers at all other tasks. More wait in the backlog.
     */
    public MillraceExecutorBuilder credits(int limit) {
        String unset = String.valueOf(DEFAULT_CREDITS);
        credits =
                requirePositive("credits", limit, () -> chosenDevice().limits().credits(), unset);
        return this;
    }

    /**
     * Sets how many jobs of a series may lie between its oldest unfinished one and its newest, at most half the
     * credits.
     */
    public MillraceExecutorBuilder reorderWindow(int jobs) {
        reorderWindow = requirePositive(
                "reorderWindow",
                jobs,
                () -> DomainLayout.widestWindow(chosenCredits()),
                "half the credits or " + WIDEST_DEFAULT_WINDOW);
        return this;
    }

    /** Sets how many series may be open. */
    public MillraceExecutorBuilder seriesLimit(int limit) {
        String unset = String.valueOf(DEFAULT_SERIES_LIMIT);
        seriesLimit = requirePositive(
                "seriesLimit", limit, () -> chosenDevice().limits().flowsPerQueue(), unset);
        return this;
    }

    /**
     * Sets how many tasks may wait while all workers run others; any number unless set. With n workers and a limit N a task
     * comes in if less than n + N are there that wait or run, whichever way it comes, and exactly then. What happens to another one
     * {@link #onRejection} says.
     *
     * <p>With 0 a task comes in only while less than n are there, as with a {@link java.util.concurrent.SynchronousQueue}. A task has its place until its
     * worker is done with it, which is a moment after its future has completed.
     *
     * <p>It counts plain tasks and those of views, from when they come in until they have run, those of ordered views without the time
     * that their outcome waits for its turn. It does not count {@linkplain Series jobs}, whose limit is the reorder window, {@linkplain
     * MillraceExecutor#schedule timers}, be they due or not, tasks that their submitters run themselves, nor, as long as they run,
     * those that came in above the limit from tasks of this executor.
     */
    public MillraceExecutorBuilder queueLimit(int tasks) {
        if (tasks < 0) {
            throw new IllegalArgumentException("figure out of range: queueLimit=" + tasks + ", lowest=0, highest="
                    + Integer.MAX_VALUE + ", unset=no limit");
        }
        queueLimit = tasks;
        return this;
    }

    /**
     * Sets what becomes of a task for which there is no room, or that comes after shutdown; {@link RejectedTaskHandler#abort()} unless
     * set. A task that comes to a view which was itself shut down is rejected in any case.
     */
    public MillraceExecutorBuilder onRejection(RejectedTaskHandler handler) {
        rejectionHandler = Objects.requireNonNull(handler, "handler");
        return this;
    }

    /**
     * Sets how long a plain task or one of a view may wait until it starts; any time unless set. One whose turn comes later is not
     * started: its future is cancelled then, nobody waits for it in the order of a view, and {@link ExecutorSnapshot#overdue()}
     * counts it. The exception of the future says why, unless it is a {@code FutureTask} of one's own that was handed to {@code execute}. There is no
     * timer: a task behind one that never ends stays where it is.
     *
     * @throws IllegalArgumentException if {@code time} is not positive
     */
    public MillraceExecutorBuilder queueTimeout(Duration time) {
        Objects.requireNonNull(time, "time is null, leave queueTimeout out for any time");
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("time in the queue must be positive: queueTimeout=" + time);
        }
        queueTimeoutNanos = TimeUnit.NANOSECONDS.convert(time);
        return this;
    }

    /** Sets in which order waiting tasks start; {@link StartOrder#RELAXED} unless set. */
    public MillraceExecutorBuilder startOrder(StartOrder order) {
        startOrder = Objects.requireNonNull(order, "order");
        return this;
    }

    /** Sets how idle workers wait for tasks until their keep-alive time is over; {@link WaitProfile#ADAPTIVE} unless set. */
    public MillraceExecutorBuilder waiting(WaitProfile profile) {
        waitProfile = Objects.requireNonNull(profile, "profile");
        return this;
    }

    /** Sets the device by its name; {@value Devices#DEFAULT_NAME} unless set. */
    public MillraceExecutorBuilder device(String deviceName) {
        device = Devices.find(Objects.requireNonNull(deviceName, "deviceName"));
        return this;
    }

    /** Sets the device itself, such as one that watches another one at work. */
    public MillraceExecutorBuilder device(Device other) {
        device = Objects.requireNonNull(other, "other");
        return this;
    }

    /** Sets whether the process may end while the workers' threads live; false unless set. A thread factory of one's own decides that itself. */
    public MillraceExecutorBuilder daemons(boolean mayEnd) {
        daemons = mayEnd;
        return this;
    }

    /** Sets the factory of the workers' threads. */
    public MillraceExecutorBuilder threadFactory(ThreadFactory factory) {
        threadFactory = Objects.requireNonNull(factory, "factory");
        return this;
    }

    /** Sets the name by which people and thread dumps know the executor. */
    public MillraceExecutorBuilder name(String executorName) {
        name = Objects.requireNonNull(executorName, "executorName");
        return this;
    }

    /** Sets how long an idle worker keeps its thread; one that cannot be told in nanoseconds means for ever. */
    public MillraceExecutorBuilder keepAlive(Duration time) {
        Objects.requireNonNull(time, "time is null, leave keepAlive out for the usual one");
        if (time.isNegative()) {
            throw new IllegalArgumentException("keep-alive time is negative: keepAlive=" + time);
        }
        keepAlive = time;
        return this;
    }

    /**
     * Sets whether delayed tasks that are not due yet at {@code shutdown} still run, which then waits for them; they do unless unset, and are cancelled
     * otherwise. Named after the property of {@link java.util.concurrent.ScheduledThreadPoolExecutor}, as the next one is.
     */
    public MillraceExecutorBuilder executeExistingDelayedTasksAfterShutdownPolicy(boolean value) {
        keepsDelayed = value;
        return this;
    }

    /**
     * Sets whether periodic tasks go on after {@code shutdown}, so that the executor ends when they are cancelled or {@code shutdownNow} is called; they are
     * cancelled unless set.
     */
    public MillraceExecutorBuilder continueExistingPeriodicTasksAfterShutdownPolicy(boolean value) {
        keepsPeriodic = value;
        return this;
    }

    /**
     * Has a listener told, once for each case, of a task that runs for longer than {@code limit}, and of a job of a series
     * that others have waited for so long; and of tasks of a {@linkplain DrivenExecutor driven} view of which none has ended for so long, because no
     * thread drives it or the one that does is busy; see {@link io.millrace.core.Alert}. Nobody watches unless this is set.
     *
     * <p>The listener is called within a quarter of the limit more, by a daemon thread that lives while there are workers or driven views.
     *
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    public MillraceExecutorBuilder watchdog(Duration limit, AlertListener listener) {
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(listener, "listener");
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("limit of the watchdog must be positive: limit=" + limit);
        }
        watchLimit = limit;
        alertListener = listener;
        return this;
    }

    /** Sets what is called around each task and at the end; nothing unless set. Used by each executor that is built. */
    public MillraceExecutorBuilder hooks(TaskHooks taskHooks) {
        hooks = Objects.requireNonNull(taskHooks, "taskHooks");
        return this;
    }

    /** Sets what comes along with each task from the thread that submits it; nothing unless set. Used by each executor that is built. */
    public MillraceExecutorBuilder context(TaskContext taskContext) {
        context = Objects.requireNonNull(taskContext, "taskContext");
        return this;
    }

    /**
     * Has the flight recorder told of tasks that have waited for longer than {@code limit} when they start: the event {@code
     * io.millrace.SlowWait}. It looks at the clock twice for each task, and does not at all unless this is set. Delayed and
     * periodic tasks and jobs of a {@link Series} are left out.
     *
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    public MillraceExecutorBuilder slowWait(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("limit of slow waits must be positive: limit=" + limit);
        }
        slowWaitNanos = TimeUnit.NANOSECONDS.convert(limit);
        return this;
    }

    /**
     * Has each executor that is built shown to JMX until it is terminated, as a {@link MillraceExecutorMXBean} of the
     * platform's MBean server, by the name {@code io.millrace:type=Executor,name="<name>"}; so give it a {@linkplain #name name}.
     * If another one has that name already, this one works all the same and is not shown, and a warning is logged that says so.
     * The server keeps an executor alive until that is shut down.
     */
    public MillraceExecutorBuilder registerMXBean() {
        isManaged = true;
        return this;
    }

    /**
     * Makes the executor record how long tasks wait and take, for {@link MillraceExecutor#statistics()}. Costs two readings of the clock and a small
     * object for each task, one reading more for a job of a series.
     */
    public MillraceExecutorBuilder recordLatency() {
        recordsLatency = true;
        return this;
    }

    /**
     * Returns an executor with the choices made.
     *
     * @throws ConfigurationException if the device refuses them
     * @throws IllegalArgumentException if {@link #maxWorkers} is below the number of workers
     */
    public MillraceExecutor build() {
        int entries = chosenCredits();
        int widest = DomainLayout.widestWindow(entries);
        int window = reorderWindow == 0 ? Math.min(widest, WIDEST_DEFAULT_WINDOW) : reorderWindow;
        if (maxWorkers != 0 && maxWorkers < workers) {
            throw new IllegalArgumentException(
                    "greatest number of workers is below the number to begin with: maxWorkers=" + maxWorkers
                            + ", workers=" + workers);
        }
        int places = maxWorkers == 0 ? workers : maxWorkers;
        DomainShape shape = new DomainShape(places, entries, window, seriesLimit, startOrder, waitProfile);
        String executorName = name == null ? "millrace-" + UNNAMED.incrementAndGet() : name;
        MillraceExecutor executor = new MillraceExecutor(new ExecutorPlan(
                executorName,
                chosenDevice(),
                shape,
                workers,
                coreWorkers,
                threadFactory == null ? new NamedThreads(executorName, daemons) : threadFactory,
                spares,
                TimeUnit.NANOSECONDS.convert(keepAlive),
                boundShape(),
                hooks,
                new TimerPolicy(keepsDelayed, keepsPeriodic),
                new Observation(context, slowWaitNanos),
                recordsLatency));
        FlightLog.observe(executor);
        if (isManaged) {
            ManagedExecutor.register(executor);
        }
        if (alertListener != null) {
            executor.watch(TimeUnit.NANOSECONDS.convert(watchLimit), alertListener);
        }
        return executor;
    }

    private int chosenCredits() {
        return credits == 0 ? Math.min(DEFAULT_CREDITS, chosenDevice().limits().credits()) : credits;
    }

    private Device chosenDevice() {
        return device == null ? Devices.find(Devices.DEFAULT_NAME) : device;
    }

    private @Nullable BoundShape boundShape() {
        if (queueLimit == Bound.UNLIMITED && queueTimeoutNanos == Bound.UNTIMED && rejectionHandler == null) {
            return null;
        }
        RejectedTaskHandler handler = rejectionHandler == null ? RejectedTaskHandler.abort() : rejectionHandler;
        return new BoundShape(queueLimit, queueTimeoutNanos, handler);
    }

    /** What is too much depends on the rest, and is refused by {@link #build}. */
    private static int requirePositive(String figure, int value, IntSupplier highest, String unset) {
        if (value < 1) {
            throw new IllegalArgumentException("figure out of range: " + figure + "=" + value + ", lowest=1, highest="
                    + highest.getAsInt() + ", unset=" + unset);
        }
        return value;
    }
}
